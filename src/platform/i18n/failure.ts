import type { ErrorCode, Failure } from '#kernel/errors.ts'
import * as errors from '#texts/errors'

type Sentence = (params: never) => string

const sentences = errors as unknown as Partial<Record<ErrorCode, Sentence>>

/**
 * What a refusal says to a person, and how to mend it. Loads all sentences: for the server, which sends the finished
 * sentence along. A page that must stay small has a list of its own.
 */
export function failureText({ code, params }: Failure): string {
  const sentence = sentences[code] ?? sentences.unexpected!
  return sentence({ incident: '', minutes: 1, ...params } as never)
}
