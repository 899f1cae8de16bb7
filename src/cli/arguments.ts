import { parseArgs, type ParseArgsConfig } from 'node:util'
import * as t from '#texts/cli'
import { Mistake } from './command.ts'

/** What was typed after the command's name, or a mistake that says what is wrong with it. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new Mistake(`${t.argument_wrong({ reason: (error as Error).message })}\n\n${t.usage()}`)
  }
}

export function required(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new Mistake(`${t.argument_missing({ name })}\n\n${t.usage()}`)
  return value.trim()
}
