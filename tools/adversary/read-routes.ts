/**
 * Every way in over HTTP, read from the code itself: the files under src/routes with their loads, form actions and
 * methods, and the lists of what the plain server answers before the pages. So none of them can be forgotten.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

export const ROOT = join(import.meta.dirname, '../..')
const ROUTES = join(ROOT, 'src/routes')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** `key` is how it is named in the expectations: 'GET /bord/[unit]', 'POST /account?/password'. */
export type Way = {
  key: string
  method: string
  /** With its parameters as they are written: /bord/[unit]. */
  path: string
  action: string | null
  isPage: boolean
  /** The names of fields that the code behind it reads. */
  fields: string[]
  takesFile: boolean
}

export function readRoutes(): Way[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  return files
    .flatMap((file) => {
      const name = file.split('/').at(-1)!
      if (name === '+page.server.ts') return pageActions(file)
      if (name === '+page.svelte') return [way('GET', pathOf(file), { isPage: true })]
      if (name === '+server.ts') return endpoint(file)
      return []
    })
    .concat(pagesWithoutScreen(files))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** The addresses that a `export const NAME = [...]` of strings like 'GET /live/x' lists. */
export function readList(file: string, name: string): Way[] {
  const found = declarationOf(parse(file), name)
  const list = found && unwrap(found)
  if (!list || !ts.isArrayLiteralExpression(list)) throw new Error(`${file}: ${name} must be a plain list of strings`)
  return list.elements.map((element) => {
    if (!ts.isStringLiteral(element)) throw new Error(`${file}: ${name} must be a plain list of strings`)
    const [method, path] = element.text.split(' ')
    return way(method!, path!, { isPage: false })
  })
}

/** The names in `const NAME = { a: ..., b: ... }`. */
export function keysOf(file: string, name: string): string[] {
  const found = declarationOf(parse(file), name)
  const object = found && unwrap(found)
  if (!object || !ts.isObjectLiteralExpression(object)) throw new Error(`${file}: ${name} must be a plain object`)
  return object.properties.map((property) => {
    if (!property.name || ts.isComputedPropertyName(property.name))
      throw new Error(`${file}: give each of ${name} a plain name, so that the adversary knows it`)
    return property.name.getText().replaceAll(/['"]/g, '')
  })
}

const way = (method: string, path: string, more: Partial<Way>): Way => ({
  key: `${method} ${path}${more.action ? `?/${more.action}` : ''}`,
  method,
  path,
  action: null,
  isPage: true,
  fields: [],
  takesFile: false,
  ...more
})

/** The address of a file: folders in brackets are for layout only. */
const pathOf = (file: string): string =>
  `/${dirname(file)
    .split('/')
    .filter((part) => part !== '.' && !/^\(.*\)$/.test(part))
    .join('/')}`

/** A `load` without a screen still answers: it redirects, or gives its data. */
const pagesWithoutScreen = (files: string[]): Way[] =>
  files
    .filter((file) => file.endsWith('+page.server.ts') && !files.includes(join(dirname(file), '+page.svelte')))
    .map((file) => way('GET', pathOf(file), {}))

function pageActions(file: string): Way[] {
  const source = join('src/routes', file)
  if (!/\bexport\b[^=\n]*\bactions\b/.test(text(source))) return []
  return keysOf(source, 'actions').map((name) =>
    way('POST', pathOf(file), { action: name === 'default' ? null : name, ...formOf(file) })
  )
}

function endpoint(file: string): Way[] {
  const source = parse(join('src/routes', file))
  const methods = [...METHODS, 'fallback'].filter((name) => exportsName(source, name))
  if (methods.length === 0) throw new Error(`${file}: export its methods by name`)
  return methods.map((method) => way(method, pathOf(file), { isPage: false, ...formOf(file) }))
}

/** What a form may hold, from how the code reads it, its neighbours in the folder and above it included. */
function formOf(file: string): Pick<Way, 'fields' | 'takesFile'> {
  const folder = dirname(join(ROUTES, file))
  const near = [folder, dirname(folder)].flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.endsWith('.server.ts') && (place === folder || !name.startsWith('+')))
      .map((name) => readFileSync(join(place, name), 'utf8'))
  )
  const code = near.join('\n')
  const fields = [...code.matchAll(/(?:textOf\([^'"]*?,\s*|\.(?:get|getAll|has)\(\s*)'([\w-]+)'/g)].map(
    ([, name]) => name!
  )
  return { fields: [...new Set(fields)], takesFile: /\bFile\b/.test(readFileSync(join(ROUTES, file), 'utf8')) }
}

const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const parse = (file: string) => ts.createSourceFile(relative(ROOT, file), text(file), ts.ScriptTarget.Latest, true)

const unwrap = (node: ts.Expression): ts.Expression =>
  ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
    ? unwrap(node.expression)
    : node

function declarationOf(source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements)
    if (ts.isVariableStatement(statement))
      for (const declaration of statement.declarationList.declarations)
        if (declaration.name.getText() === name) return declaration.initializer
  return undefined
}

const exportsName = (source: ts.SourceFile, name: string): boolean =>
  source.statements.some(
    (statement) =>
      ((ts.isFunctionDeclaration(statement) && statement.name?.text === name) ||
        (ts.isVariableStatement(statement) &&
          statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name))) &&
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  )
