import { ok, type Result } from '#kernel/result.ts'
import type { BoardFact } from '../../events.ts'
import type { NoteCommand } from '../commands.ts'
import type { BoardState } from '../state.ts'
import { line, no } from './checks.ts'

/** What is put on the board in one line: what went well, and what is for later. */
export function decideNote(state: BoardState, command: NoteCommand): Result<BoardFact> {
  switch (command.type) {
    case 'add-success':
    case 'park': {
      const text = line(command.text, 'text')
      if (!text.ok) return text
      if (command.type === 'park') return ok({ type: 'parked', id: command.id, text: text.value })
      const keptIn = command.keptIn ?? false
      return ok({ type: 'success-added', id: command.id, text: text.value, keptIn })
    }
    case 'withdraw-success':
      if (!state.successes.some((success) => success.id === command.id)) return no('success_unknown')
      return ok({ type: 'success-withdrawn', id: command.id })
    case 'keep-success':
      if (!state.successes.some((success) => success.id === command.id)) return no('success_unknown')
      return ok({ type: 'success-kept', id: command.id, keptIn: command.keptIn })
    case 'unpark':
      if (!state.parked.some((item) => item.id === command.id)) return no('parked_unknown')
      return ok({ type: 'unparked', id: command.id })
  }
}
