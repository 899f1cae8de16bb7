import type { Failure } from './errors.ts'

/** The outcome of something that may be refused. Errors are values at the edges; exceptions are bugs. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (failure: Failure): Result<never> => ({ ok: false, failure })
