import { families, play, support } from './around.ts'
import { calm, feedback, independence, instruction, ownership } from './class.ts'
import { comprehension, fluency, vocabulary, writing } from './language.ts'
import { arithmetic, earlyNumbers } from './numbers.ts'
import type { Theme } from './theme.ts'

export type { GoalIdea, Theme } from './theme.ts'
export {
  ASKED_OF,
  ASKED_OF_LEADER,
  FROM_LEADER,
  NOTICES,
  REPLIES,
  SAID,
  STILL_ASKED,
  TOLD,
  VOICES,
  WORDS,
  type Question
} from './outside.ts'
export { ACTIONS, BLOCKERS, NEEDS, OFFERS, PARKED, SUCCESSES } from './around.ts'

export const THEMES: readonly Theme[] = [
  comprehension,
  vocabulary,
  fluency,
  writing,
  arithmetic,
  earlyNumbers,
  independence,
  calm,
  feedback,
  instruction,
  ownership,
  play,
  families,
  support
]
