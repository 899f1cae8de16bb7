import type { Language } from '#platform/i18n/runtime.ts'
import { oneLine } from './address.ts'

/** What a mail says. Plain words; the form is made here. */
export type Letter = {
  language: Language
  subject: string
  paragraphs: string[]
  /** Under the paragraphs: short lists, each with its heading. An empty one is left out. */
  lists?: { heading: string; items: string[] }[]
  button?: { label: string; url: string }
  footer?: string
}

/** A letter in the two forms in which it travels. */
export type ComposedMail = {
  language: Language
  subject: string
  text: string
  html: string
  /** What the mail is about, when it may be sent again: mail programs recognise the second one by its Message-ID. */
  id?: string
  /** What goes along for a calendar, in the mail itself (RFC 6047). */
  calendar?: { method: string; text: string }
  /** That it was sent tells something of its receiver: whether it was taken is written down nowhere. */
  isUntold?: true
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (found) => ESCAPES[found]!)

const STYLE = `body{font:16px/1.5 sans-serif;max-width:34em;margin:1.5em auto;padding:0 1em;color:#1d1d1b;background:#fff}
a.button{display:inline-block;padding:.6em 1.2em;border-radius:.3em;background:#1d1d1b;color:#fff;text-decoration:none}
h2{font-size:1em;margin:1.5em 0 .3em}
ul{margin:0;padding-left:1.2em}
footer{margin-top:2em;padding-top:1em;border-top:1px solid #ccc;color:#555;font-size:14px}`

/**
 * Plain text and simple HTML of the same letter. Everything is escaped: names of people and schools are typed by
 * others. The address of the button stands in both, so that a reader sees where it leads.
 */
export function compose(letter: Letter): ComposedMail {
  const { language, paragraphs, button, footer } = letter
  const subject = oneLine(letter.subject)
  const lists = (letter.lists ?? []).filter(({ items }) => items.length > 0)
  const lines = [
    ...paragraphs.slice(0, 1),
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...paragraphs.slice(1),
    ...lists.map(({ heading, items }) =>
      [`${oneLine(heading)}`, ...items.map((item) => `- ${oneLine(item)}`)].join('\n')
    )
  ]
  const text = [...lines, ...(footer ? [`-- \n${footer}`] : [])].join('\n\n') + '\n'
  const [first, ...others] = paragraphs.map((paragraph) => `<p>${escape(paragraph).replaceAll('\n', '<br>')}</p>`)
  const link = button && {
    button: `<p><a class="button" href="${escape(button.url)}">${escape(button.label)}</a></p>`,
    address: `<p>${escape(button.url)}</p>`
  }
  const html = [
    `<!doctype html>\n<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escape(subject)}</title><style>${STYLE}</style></head>`,
    '<body>',
    first,
    link?.button,
    ...others,
    ...lists.map(
      ({ heading, items }) =>
        `<h2>${escape(heading)}</h2>\n<ul>\n${items.map((item) => `<li>${escape(item)}</li>`).join('\n')}\n</ul>`
    ),
    link?.address,
    footer && `<footer>${escape(footer).replaceAll('\n', '<br>')}</footer>`,
    '</body>\n</html>\n'
  ]
  return { language, subject, text, html: html.filter(Boolean).join('\n') }
}
