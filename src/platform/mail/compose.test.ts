import { expect, test } from 'vitest'
import { compose } from './compose.ts'

const LETTER = {
  language: 'nl' as const,
  subject: 'Kom erbij',
  paragraphs: ['Janna nodigt je uit.', 'De knop werkt 14 dagen.'],
  button: { label: 'Uitnodiging bekijken', url: 'https://samenspel.school.nl/uitnodiging/abc?x=1&y=2' },
  footer: 'Samenspel, De Regenboog'
}

test('the plain text reads like the letter, with the address on its own line', () => {
  expect(compose(LETTER).text).toBe(
    'Janna nodigt je uit.\n\nUitnodiging bekijken:\nhttps://samenspel.school.nl/uitnodiging/abc?x=1&y=2\n\n' +
      'De knop werkt 14 dagen.\n\n-- \nSamenspel, De Regenboog\n'
  )
})

test('the HTML says its language and holds a real link', () => {
  const { html } = compose(LETTER)
  expect(html).toContain('<html lang="nl">')
  expect(html).toContain('href="https://samenspel.school.nl/uitnodiging/abc?x=1&amp;y=2"')
  expect(html).not.toContain('style="')
})

test('whatever people are called, it stays text', () => {
  const evil = `"><script>alert('1')</script>&`
  const { html } = compose({
    ...LETTER,
    subject: evil,
    paragraphs: [evil],
    button: { label: evil, url: `https://x/${evil}` },
    footer: evil
  })
  expect(html).not.toContain('<script')
  expect(html.match(/&quot;&gt;&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;&amp;/g)).toHaveLength(6)
})

test('a list has its heading and a line for each item, and an empty one is left out', () => {
  const lists = [
    { heading: 'Voor jou', items: ['Leeshoek opruimen', 'Twee\nregels <b>'] },
    { heading: 'Leeg', items: [] }
  ]
  const { text, html } = compose({ ...LETTER, lists })
  expect(text).toContain('\n\nVoor jou\n- Leeshoek opruimen\n- Twee regels <b>\n\n-- \n')
  expect(html).toContain('<h2>Voor jou</h2>\n<ul>\n<li>Leeshoek opruimen</li>\n<li>Twee\nregels &lt;b&gt;</li>\n</ul>')
  expect(text + html).not.toContain('Leeg')
})

test('a subject is one line', () => {
  expect(compose({ ...LETTER, subject: 'Kom\r\nBcc: x@y.nl' }).subject).toBe('Kom Bcc: x@y.nl')
})

test('a letter without button or footer has neither', () => {
  const { text, html } = compose({ language: 'en', subject: 'Hi', paragraphs: ['One.'] })
  expect(text).toBe('One.\n')
  expect(html).not.toMatch(/<a |<footer/)
})
