import * as t from '#texts/people'
import type { ColumnView } from './view.ts'

/** What a column of the file is called; one without a heading goes by its place. */
export const headingOf = ({ heading, index }: ColumnView): string => heading || t.column_unnamed({ number: index + 1 })
