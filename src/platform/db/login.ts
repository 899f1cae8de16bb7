import { Refusal } from '#kernel/errors.ts'
import { openClient, type Client, type Target } from './client.ts'
import { explainConnecting, isRightMissing } from './failures.ts'

const OLDEST = 15

type Login = {
  login: string
  database: string
  version: number
  strongRole: string | null
  missing: string[]
  mayOwnSchemas: boolean
}

/**
 * Refuses a server that is too old, and a login for which row-level security would not count: a superuser, one that
 * bypasses it, or one that can become such a role.
 */
export async function checkLogin(target: Target): Promise<void> {
  await withClient(target, async (client) => {
    const { version, login, strongRole } = await describeLogin(client)
    if (version < OLDEST) throw new Refusal({ code: 'database_too_old', params: { version: String(version) } })
    if (strongRole) throw new Refusal({ code: 'database_login_too_strong', params: { login, role: strongRole } })
  })
}

/** Makes the application's login a member of both roles, by the hand of the owner, or says which SQL does it. */
export async function grantRoles(login: Target, owner: Target): Promise<void> {
  const { login: name, missing } = await withClient(login, describeLogin)
  if (missing.length === 0) return
  await withClient(owner, async (client) => {
    try {
      await client`grant ${client(missing)} to ${client(name)}`
    } catch (error) {
      throw isRightMissing(error) ? await rightsMissing(client, error, name) : error
    }
  })
}

/** What an administrator of the server runs once, for an owner that may not make roles or schemas itself. */
export async function rightsMissing(client: Client, cause: unknown, login?: string): Promise<Refusal> {
  const { login: owner, database, mayOwnSchemas } = await describeLogin(client)
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  const sql = [
    'CREATE ROLE samenspel_tenant NOLOGIN;',
    'CREATE ROLE samenspel_signin NOLOGIN;',
    `GRANT samenspel_tenant, samenspel_signin TO ${quoted(login ?? owner)};`,
    `ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(owner)};`,
    ...(mayOwnSchemas ? [] : [`ALTER ROLE ${quoted(owner)} INHERIT;`])
  ].join(' ')
  return Object.assign(new Refusal({ code: 'database_rights_missing', params: { login: owner, sql } }), { cause })
}

async function describeLogin(client: Client): Promise<Login> {
  // Since 16 one can be a member without the right to become the role; before, the owner of a database has the rights
  // to its schema public by inheritance only.
  const [row] = await client<Login[]>`
    with server as (select current_setting('server_version_num')::int / 10000 as version)
    select version, session_user::text as login, current_database()::text as database,
      (select rolname::text from pg_roles where (rolsuper or rolbypassrls) and pg_has_role(session_user, oid, 'member')
        order by rolname <> session_user limit 1) as "strongRole",
      array(select wanted from unnest(array['samenspel_signin', 'samenspel_tenant']) wanted
        left join pg_roles on rolname = wanted
        where oid is null or not pg_has_role(session_user, oid, case when version < 16 then 'member' else 'set' end)
      ) as missing,
      version >= 16 or (select rolinherit from pg_roles where rolname = session_user) as "mayOwnSchemas"
    from server`
  return row!
}

async function withClient<T>(target: Target, fn: (client: Client) => Promise<T>): Promise<T> {
  const client = openClient(target, { max: 1 })
  try {
    return await fn(client)
  } catch (error) {
    throw explainConnecting(error)
  } finally {
    await client.end({ timeout: 5 })
  }
}
