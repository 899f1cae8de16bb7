/** `node tools/run.js tools/questionnaires-review.ts`: writes the sheet with which people judge the sentences of the instruments. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { questionnaireContent, type Instrument } from '#questionnaires/server'

const FILE = join(import.meta.dirname, '../content/questionnaires/REVIEW.md')

const HEAD = `# Review sheet of the questionnaires

Made from the data in this folder; do not edit it. For each sentence: is it one thing, in words that every colleague knows, and does it belong to its construct? None of these instruments has been validated yet, and wherever results show, that is said.

SV, GL, LK, PR and SL are the five texts on which the product rests; only facts come from them (which constructs there are, and what belongs to them). (-) says the opposite: agreeing with it counts against.
`

export function reviewSheet(): Promise<string> {
  const { instruments } = questionnaireContent()
  return format([HEAD, ...instruments.map(sectionOf)].join('\n'), { parser: 'markdown', printWidth: 120 })
}

function sectionOf({
  number,
  title,
  about,
  audience,
  scale,
  source,
  note,
  constructs,
  descriptions,
  readFromData
}: Instrument): string {
  const parts = constructs.map(({ name, meaning, source, basis, items }) => {
    const rows = items.map((item) =>
      'same' in item
        ? `| ${item.same} | (the same sentence, asked once) | | |`
        : `| ${item.key} | ${item.text.nl}${item.self ? ` / ${item.self.nl}` : ''} | ${item.text.en} | ${item.reversed ? '(-)' : ''}${item.apart ? 'apart' : ''}${item.seenInData ? ` data: ${item.seenInData}` : ''} |`
    )
    return [
      `### ${name.nl} (${name.en})`,
      `${meaning.nl} ${sourceText(source)}; ${basis}.`,
      ['| key | Nederlands | English | |', '| --- | --- | --- | --- |', ...rows].join('\n')
    ].join('\n\n')
  })
  return [
    `## ${number}. ${title.nl} (${title.en})`,
    `${about.nl} Audience: ${audience}. Scale: ${scale}, with "does not apply". Source: ${sourceText(source)}.${note ? ` ${note.en}` : ''}`,
    ...parts,
    ...(descriptions
      ? [
          `### ${descriptions.question.nl}`,
          `${sourceText(descriptions.source)}; then: ${descriptions.example.nl} ${descriptions.wish.nl}`,
          descriptions.options.map(({ name, text }) => `- **${name.nl}** (${name.en}): ${text.nl}`).join('\n')
        ]
      : []),
    ...(readFromData
      ? [`Read from the school's own data, not asked: ${readFromData.map(({ name }) => name.en).join('; ')}.`]
      : []),
    ''
  ].join('\n\n')
}

const sourceText = ({ text, where }: { text: string; where: string }): string =>
  text === 'own' ? 'our own' : `${text}, ${where}`

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, await reviewSheet())
