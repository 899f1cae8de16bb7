/**
 * `house/no-raw-text`: sentences for people come from the texts, in Dutch and English, never from a .svelte file.
 * More than two words are a sentence; a name or a unit may stand.
 */
import type { Rule } from 'eslint'

const SPOKEN = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label', 'content'])

const isSentence = (text: string) => (text.match(/\p{L}{2,}/gu) ?? []).length > 2

type SvelteNode = Rule.Node & { value: string; parent: SvelteNode & { type: string; key?: { name?: string } } }

export const noRawText: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { raw: 'A sentence for people belongs in src/platform/i18n/texts, in Dutch and English: "{{text}}".' }
  },
  create: (context) => {
    const judge = (node: SvelteNode) => {
      if (isSentence(node.value))
        context.report({ node, messageId: 'raw', data: { text: node.value.trim().slice(0, 60) } })
    }
    return {
      SvelteText: (node: SvelteNode) => {
        if (!/^Svelte(Style|Script)/.test(node.parent.type)) judge(node)
      },
      'SvelteAttribute > SvelteLiteral': (node: SvelteNode) => {
        if (SPOKEN.has(node.parent.key?.name ?? '')) judge(node)
      }
    } as unknown as Rule.RuleListener
  }
}
