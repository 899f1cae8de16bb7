/** The package has types, but its "exports" hides them. Only what special-functions.ts asks for. */
declare module 'cephes' {
  export const compiled: Promise<void>
  export function incbet(a: number, b: number, x: number): number
  export function incbi(a: number, b: number, p: number): number
  export function igam(a: number, x: number): number
  export function igamc(a: number, x: number): number
  export function igami(a: number, p: number): number
  export function erfc(x: number): number
  export function ndtri(p: number): number
  export function gamma(x: number): number
}
