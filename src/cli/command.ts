import type { App } from '#app/app.server.ts'
import type { Language } from '#platform/i18n/runtime.ts'

/** What a command gets to work with. */
export type Surroundings = {
  /** Opens the application, once; it is closed when the command is done. */
  open(): Promise<App>
  /** What was asked for: the only thing that goes to standard output. */
  print(text: string): void
  /** What a person should know besides. */
  tell(text: string): void
  language: Language
}

/** Gives the exit status. */
export type Command = (args: string[], surroundings: Surroundings) => Promise<number>

/** Asked for in a way that cannot be done: the sentence goes to standard error and the status is 2. */
export class Mistake extends Error {}
