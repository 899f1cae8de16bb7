/** `house/long-file`: a file over 400 lines says in its first comment why it is that long. */
import type { Rule } from 'eslint'

const LIMIT = 400

export const longFile: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      long: `{{lines}} lines: split the file, or let its first comment say why it is long ("Long because ...").`
    }
  },
  create: (context) => ({
    'Program:exit': (node) => {
      const { lines } = context.sourceCode
      // Its first lines, not its first comment: in a .svelte file that is no comment to the parser.
      const head = lines.slice(0, 20).join(' ')
      if (lines.length <= LIMIT || /\blong because\b/i.test(head)) return
      context.report({ node, loc: { line: 1, column: 0 }, messageId: 'long', data: { lines: String(lines.length) } })
    }
  })
}
