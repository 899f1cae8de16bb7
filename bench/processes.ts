import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100

export type ProcessFacts = { pid: number; parent: number; name: string; cpuSeconds: number }

function readFacts(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    const fields = stat.slice(end + 2).split(' ')
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS
    return { pid, parent: Number(fields[1]), name: stat.slice(stat.indexOf('(') + 1, end), cpuSeconds }
  } catch {
    return null // It ended between listing and reading.
  }
}

/** A process and everything below it. */
export function processTree(root: number): ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readFacts(Number(name)) ?? [])
  const below = (pid: number): ProcessFacts[] =>
    all.filter((process) => process.parent === pid).flatMap((child) => [child, ...below(child.pid)])
  return [...all.filter(({ pid }) => pid === root), ...below(root)]
}

const isDatabase = ({ name }: ProcessFacts): boolean => name.startsWith('postgres')

/** Processor seconds used so far by the application and by its database. */
export function cpuOf(server: number): { application: number; database: number } {
  const tree = processTree(server)
  const seconds = (processes: ProcessFacts[]) => processes.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0)
  return {
    application: seconds(tree.filter((process) => !isDatabase(process))),
    database: seconds(tree.filter(isDatabase))
  }
}

/** Processor seconds that were used on the whole machine, by whomever. */
export function cpuOfMachine(): number {
  const [user, nice, system, , , interrupt, softInterrupt, stolen] = /^cpu +(.*)$/m
    .exec(readFileSync('/proc/stat', 'utf8'))![1]!
    .split(' ')
    .map(Number)
  return (user! + nice! + system! + interrupt! + softInterrupt! + stolen!) / TICKS
}

/** Bytes in memory of the application, its database left out: now, and the most there ever was. */
export function memoryOf(server: number): { now: number; peak: number } {
  const of = (pid: number, field: string): number => {
    try {
      const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
      return Number(kilobytes?.[1] ?? 0) * 1024
    } catch {
      return 0
    }
  }
  const pids = processTree(server)
    .filter((process) => !isDatabase(process))
    .map(({ pid }) => pid)
  const total = (field: string) => pids.reduce((bytes, pid) => bytes + of(pid, field), 0)
  return { now: total('VmRSS'), peak: total('VmHWM') }
}

/** Kills a process and everything below it at one stroke, as a power cut would. */
export function killTree(root: number): void {
  for (const { pid } of processTree(root)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
