import type { Readable } from 'node:stream'
import type postgres from 'postgres'

/**
 * The rows of a `copy ... to stdout`, each as PostgreSQL writes it; the connection is free again after the last.
 * The driver stops reading from the server when nobody takes the rows, and begins again when the stream asks for more.
 * A stream that is at its end asks for nothing: what stopped during the last rows would stay stopped, and whatever is
 * asked next would wait for ever. So it is asked here.
 */
export async function* copyOut(tx: postgres.TransactionSql, statement: string): AsyncGenerator<Buffer> {
  const rows: Readable = await tx.unsafe(statement).readable()
  try {
    // The driver uses its buffer again for what comes next.
    for await (const row of rows as AsyncIterable<Buffer>) yield Buffer.from(row)
  } finally {
    rows._read(0)
  }
}
