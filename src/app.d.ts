import type { App as Samenspel } from '#app/app.server.ts'
import type { Member } from '#app/viewers.server.ts'
import type { Session } from '#platform/auth/sessions.ts'
import type { Language } from '#platform/i18n/runtime.ts'

declare global {
  namespace App {
    interface Locals {
      app: Samenspel
      language: Language
      /** Who is signed in in this browser. */
      session: Session | null
      /** The same, as a person of the school that is looked at. */
      member: Member | null
    }
    interface Error {
      message: string
      /** A code that the user can quote. */
      incident?: string
    }
  }
}
