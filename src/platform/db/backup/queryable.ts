import type postgres from 'postgres'

/** A client or a transaction of postgres.js. */
export type Queryable = postgres.ISql
