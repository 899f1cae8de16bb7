import type { BoardCommand } from '../../core/commands.ts'

/** What a person had written in a command, so that a refusal never takes it away. */
export function writtenIn(command: BoardCommand): string {
  switch (command.type) {
    case 'check-in':
      return [command.need, command.offer].filter(Boolean).join('\n')
    case 'review-action':
      return command.blocker ?? ''
    case 'close-goal':
      return command.learned ?? ''
    case 'add-goal':
    case 'edit-goal':
      return [command.text, command.measure].filter(Boolean).join('\n')
    case 'measure-goal':
      return String(command.value)
    default:
      return 'text' in command ? (command.text ?? '') : ''
  }
}
