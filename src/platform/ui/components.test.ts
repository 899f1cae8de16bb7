import { createRawSnippet } from 'svelte'
import { render } from 'svelte/server'
import { describe, expect, it } from 'vitest'
import BareShell from './bare-shell.svelte'
import Button from './button.svelte'
import Choice from './choice.svelte'
import Face from './face.svelte'
import Field from './field.svelte'
import Logo from './logo.svelte'
import Notice from './notice.svelte'
import PageHead from './page-head.svelte'
import PaperShell from './paper-shell.svelte'
import Radios from './radios.svelte'
import Spark from './spark.svelte'
import Tally from './tally.svelte'
import UnitMark from './unit-mark.svelte'

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }))
const count = (html: string, part: string) => html.split(part).length - 1

describe('on the server', () => {
  it('nothing is drawn with a style attribute, which the security policy forbids', () => {
    const children = words('x')
    const pages = [
      render(PaperShell, { props: { places: [], children } }),
      render(BareShell, { props: { children } }),
      render(Tally, { props: { past: 3, now: true, off: 2, chalk: true } }),
      render(Spark, { props: { measurements: [{ at: 0, value: 1 }], aim: 3, detail: true } }),
      render(UnitMark, { props: { mark: '56', hue: 3 } })
    ]
    for (const { body } of pages) expect(body).not.toMatch(/\sstyle=/)
  })

  it('a tally is silent and has a path per stroke, chalk only where it is asked for', () => {
    const { body } = render(Tally, { props: { past: 9, off: 5 } })
    expect(body).toContain('aria-hidden="true"')
    expect(count(body, 'class="pen')).toBe(14)
    expect(count(body, 'rough')).toBe(0)
    expect(count(render(Tally, { props: { past: 9, chalk: true } }).body, 'class="rough')).toBe(9)
    expect(count(body, 'fresh')).toBe(0)
    expect(render(Tally, { props: {} }).body).not.toContain('<svg')
  })

  it('a button that cannot be used yet stays reachable and says why', () => {
    const { body } = render(Button, { props: { reason: 'kies eerst wat je bewaart', children: words('Afronden') } })
    const id = /aria-describedby="([^"]+)"/.exec(body)?.[1]
    expect(body).toContain('aria-disabled="true"')
    expect(body).not.toContain(' disabled')
    expect(body).toContain(`id="${id}">kies eerst wat je bewaart<`)
  })

  it('a button with an address is a link, until it cannot be followed', () => {
    expect(render(Button, { props: { href: '/bord', children: words('Openen') } }).body).toContain('<a')
    expect(render(Button, { props: { href: '/bord', reason: 'nog leeg', children: words('x') } }).body).not.toContain(
      '<a'
    )
  })

  it('a field ties its label, hint and error to its input', () => {
    const { body } = render(Field, {
      props: { label: 'E-mail', name: 'email', value: 'f@x,nl', hint: 'van je werk', error: 'Er staat een komma in.' }
    })
    const input = /<input[^>]*>/.exec(body)![0]
    const id = /id="([^"]+)"/.exec(input)![1]
    expect(body).toContain(`<label for="${id}"`)
    expect(input).toContain(`aria-describedby="${id}-error ${id}-hint"`)
    expect(input).toContain('aria-invalid="true"')
    expect(input).toContain('value="f@x,nl"')
    expect(body).toMatch(new RegExp(`id="${id}-error".*Er staat een komma in\\.`, 's'))
  })

  it('a field can be a list or several lines', () => {
    const options = [
      { value: 'a', label: 'Unit 3-4' },
      { value: 'b', label: 'Unit 5-6' }
    ]
    expect(render(Field, { props: { label: 'Unit', name: 'unit', value: 'b', options } }).body).toMatch(
      /<option value="b" selected/
    )
    expect(render(Field, { props: { label: 'Wat', name: 'wat', value: 'tijd', rows: 3 } }).body).toMatch(
      /<textarea[^>]*>\s*tijd<\/textarea>/
    )
  })

  it('radio buttons are one group under their question', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B', hint: 'ook' }
    ]
    const { body } = render(Radios, { props: { legend: 'Wie ziet dit?', name: 'wie', value: 'b', options } })
    expect(body).toMatch(/<legend[^>]*>Wie ziet dit\?/)
    expect(body).toMatch(/<input[^>]*value="b"[^>]*checked|<input[^>]*checked[^>]*value="b"/)
  })

  it('what the server refused is said at once, the rest in its turn', () => {
    expect(render(Notice, { props: { kind: 'refused', children: words('x') } }).body).toContain('role="alert"')
    expect(render(Notice, { props: { kind: 'undo', children: words('x') } }).body).toContain('role="status"')
  })

  it('a choice says that it is on, and shows it by more than colour', () => {
    const on = render(Choice, { props: { pressed: true, children: words('Wederzijds') } }).body
    expect(on).toContain('aria-pressed="true"')
    expect(on).toContain('<svg')
    expect(render(Choice, { props: { pressed: false, children: words('x') } }).body).not.toContain('<svg')
  })

  it('a small face has no nose, a face that is not there yet is four dots', () => {
    const path = (props: { mood: 'great' | 'not-yet'; large?: boolean }) =>
      /d="([^"]+)"/.exec(render(Face, { props }).body)![1]!
    expect(path({ mood: 'great' }).length).toBeLessThan(path({ mood: 'great', large: true }).length)
    expect(count(path({ mood: 'not-yet' }), 'h.1')).toBe(4)
  })

  it('a spark is silent beside its words, and draws nothing where nothing was measured', () => {
    const measurements = [
      { at: 0, value: 8 },
      { at: 7, value: 17 }
    ]
    const { body } = render(Spark, { props: { measurements, aim: 30, children: words('17 van 46') } })
    expect(body).toMatch(/<svg[^>]*aria-hidden="true"/)
    expect(body).toContain('17 van 46')
    expect(render(Spark, { props: { measurements: [], aim: 30 } }).body).not.toContain('<svg')
  })

  it('a mark without its name beside it has it read aloud', () => {
    expect(render(UnitMark, { props: { mark: '56', hue: 3, name: 'Unit 5-6' } }).body).toMatch(/vh[^>]*>Unit 5-6</)
    expect(render(UnitMark, { props: { mark: '56', hue: 3 } }).body).toContain('aria-hidden="true"')
  })

  it('the shell has one list of places, a way past it and one main part', () => {
    const places = [
      { href: '/vandaag', label: 'Vandaag', icon: 'sun' as const },
      { href: '/leren', label: 'Leren van elkaar', short: 'Leren', icon: 'eye' as const, current: true }
    ]
    const { body } = render(PaperShell, { props: { places, account: words('Uitloggen'), children: words('inhoud') } })
    expect(count(body, '<nav')).toBe(1)
    expect(count(body, '<main')).toBe(1)
    expect(count(body, 'aria-current="page"')).toBe(1)
    expect(body).toMatch(/href="#inhoud"[\s\S]*<main id="inhoud"/)
    expect(body).toContain('Uitloggen')
  })

  it('the bare shell offers the other language in its own language', () => {
    const language = { href: '/taal/en', label: 'English', lang: 'en' }
    const { body } = render(BareShell, { props: { language, children: words('x') } })
    expect(body).toMatch(/<a[^>]*lang="en"[^>]*>English</)
  })

  it('the head of a page is its title, also of the tab', () => {
    const { head, body } = render(PageHead, { props: { title: '23 collega’s kunnen erin' } })
    expect(head).toContain('<title>23 collega’s kunnen erin - Samenspel</title>')
    expect(body).toMatch(/<h1[^>]*>23 collega’s/)
  })

  it('the logo has a name, with or without the word', () => {
    expect(render(Logo, { props: { href: '/' } }).body).toContain('aria-label="Samenspel, naar het begin"')
    expect(render(Logo, { props: { word: false } }).body).toMatch(/vh[^>]*>Samenspel</)
  })
})
