import * as firstTap from '../core/first-tap.ts'
import type * as All from '../core/rules.ts'

let all = $state.raw<typeof All | null>(null)

/** The rules that are on this device by now: those of the first tap, and soon after it all of them. */
export const rules = (): typeof firstTap | typeof All => all ?? firstTap

export const hasAllRules = (): boolean => all !== null

/** Fetches the rest. Fails without a network; then ask again. */
export async function loadRules(): Promise<void> {
  all ??= await import('../core/rules.ts')
}
