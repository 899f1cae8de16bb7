import { SOCKET_PORT } from '../client.ts'

export type Settings = Record<string, string | number>

/**
 * Small and safe: for one school server with little memory, every acknowledged write on disk. Given at each start, so
 * that a new version of the program brings its own. The log names no values (no details, no statements): they are people's.
 */
export function serverSettings(socketFolder: string, logFolder: string, major: number): Settings {
  return {
    listen_addresses: '',
    port: SOCKET_PORT,
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    cluster_name: 'samenspel',
    max_connections: 60,
    shared_buffers: '64MB',
    work_mem: '8MB',
    maintenance_work_mem: '32MB',
    effective_cache_size: '256MB',
    autovacuum_max_workers: 2,
    max_parallel_workers_per_gather: 0,
    max_wal_senders: 0,
    wal_level: 'minimal',
    max_wal_size: '256MB',
    min_wal_size: '48MB',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    jit: 'off',
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'on',
    log_directory: logFolder,
    log_filename: 'postgres-%Y-%m-%d-%H%M%S.log',
    log_file_mode: '0600',
    log_rotation_age: '1d',
    log_rotation_size: '2MB',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic'
  }
}

export const asArguments = (settings: Settings): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
