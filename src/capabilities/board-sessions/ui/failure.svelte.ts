import type { Failure } from '#kernel/errors.ts'

type Sentences = typeof import('./failure-sentences.ts')

/** All sentences in both languages: not needed before something is refused, so they come after the page. */
let sentences = $state.raw<Sentences | null>(null)

export async function loadSentences(): Promise<void> {
  sentences ??= await import('./failure-sentences.ts')
}

/** What a refusal says to the person at this device, and how to mend it; empty for the blink until it is there. */
export function boardFailureText({ sentence, ...failure }: Failure & { sentence?: string }): string {
  if (sentence !== undefined) return sentence
  if (!sentences) void loadSentences()
  return sentences?.sentenceOf(failure) ?? ''
}
