/** English: how the whole system is, for admins. */
import type { Told } from "./told.ts";

export const measures = {
  milliseconds: (count: string) => `${count} ms`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  hours: (hours: string, minutes: string) => `${hours} h ${minutes} min`,
  days: (days: string, hours: string) => `${days} d ${hours} h`,
  kilobytes: (count: string) => `${count} kB`,
  megabytes: (count: string) => `${count} MB`,
  gigabytes: (count: string) => `${count} GB`,
  outOf: (count: string, all: string) => `${count} of ${all}`,
};

/** What is not as it should be, and what to do. `name`: of the instance. */
export const concerns = {
  silent: (name: string, time: string): Told => ({
    says: `${name} has told nothing for ${time}.`,
    todo: "Look whether its process and its machine are there. The others go on without it.",
  }),
  slow: (name: string, time: string): Told => ({
    says: `One answer in a hundred takes ${time} or longer on ${name}.`,
    todo: "Look below how long it locks and writes, and what the database is busy with.",
  }),
  waits: (name: string, time: string): Told => ({
    says: `A scan has waited for ${time} on ${name}.`,
    todo: "It is kept and goes in as soon as the database lets it. Look at the database below.",
  }),
  late: (name: string, time: string): Told => ({
    says: `${name} has more to do than one processor can: its timers come ${time} late.`,
    todo: "Start another instance, or give this one a processor of its own.",
  }),
  large: (name: string, bytes: string): Told => ({
    says: `${name} takes ${bytes} of memory.`,
    todo: "An import may need that for a while. If it stays, restart this instance when it is quiet.",
  }),
  crowded: (name: string, count: string): Told => ({
    says: `${count} readers wait for a connection on ${name}.`,
    todo: "Pages are slow; scans have connections of their own. Look at the slow statements below.",
  }),
  halved: (name: string, count: string): Told => ({
    says: `${count} batches did not go in whole on ${name} within five minutes.`,
    todo: "They were taken again in halves, and nothing is lost. The log of this instance says why.",
  }),
  uncached: (name: string, percent: string): Told => ({
    says: `Only ${percent} of what ${name} was asked for was in memory.`,
    todo:
      "What is shown is right, but the database works more than it has to. Look whether Redis is there and all hear each other.",
  }),
  deaf: (name: string): Told => ({
    says: `${name} does not hear the other instances.`,
    todo:
      "Until it does it asks the database each time: slower, but right. Look at Redis and the network between them.",
  }),
  mixed: (migrations: string): Told => ({
    says: `Instances run different releases: migrations ${migrations}.`,
    todo: "While an update goes on, this is as it should be. Otherwise restart those of the older release.",
  }),
  newer: (applied: string, known: string): Told => ({
    says: `The database is at migration ${applied}, and this instance knows none beyond ${known}.`,
    todo: "Start the newest release here: until then, no load balancer sends anybody to this instance.",
  }),
  older: (applied: string, known: string): Told => ({
    says: `The database is at migration ${applied}, and this instance needs ${known}.`,
    todo: "Run the task “migrate”, then restart this instance.",
  }),
  connections: (used: string, max: string): Told => ({
    says: `${used} of ${max} connections of the database are in use.`,
    todo: "Start no more instances before max_connections is raised, and end what else is connected.",
  }),
  transaction: (time: string): Told => ({
    says: `The oldest transaction of the database is under way for ${time}.`,
    todo: "A backup may take that long. If it is none, pg_stat_activity says whose it is: end it.",
  }),
  untold: {
    says: "The instance that answers this page has told nothing of itself.",
    todo: "It does so when it starts, and every ten seconds. If this stays, its log says why it cannot.",
  } as Told,
  redis_away: {
    says: "Redis is away.",
    todo:
      "Scanning goes on; other instances’ pages follow a little later. Start Redis again, nothing else has to be done.",
  } as Told,
};

export const system = {
  title: "System",
  says: "How every instance, the database and Redis are just now, and how the last hour was.",
  asOf: (time: string) => `Numbers as of ${time}. Every instance tells of itself every ten seconds.`,
  well: "All is well",
  wellSays: (instances: number, count: string) =>
    `${count} ${instances === 1 ? "instance is" : "instances are"} at work.`,
  badly: (concerns: number, count: string) => `${count} ${concerns === 1 ? "thing needs" : "things need"} you now`,
  watch: (concerns: number, count: string) => `${count} ${concerns === 1 ? "thing" : "things"} to keep an eye on`,
  levels: { bad: "Act now", warn: "Keep an eye on it" },

  totals: "All instances together",
  scansPerS: "Scans a second",
  answers: "Slowest answers",
  answersNote: "99 of 100 are faster",
  waiting: "Waiting scans",
  livePages: "Live pages",
  requestsPerS: "Requests a second",
  connections: "Database connections",
  ofMax: (max: string) => `of ${max}`,
  oldest: (time: string) => `the oldest for ${time}`,

  hour: "The last hour",
  chart: (name: string, peak: string) => `${name}, minute by minute for an hour: ${peak}. The table has the numbers.`,
  most: (value: string) => `most ${value}`,
  least: (value: string) => `least ${value}`,
  asTable: "Show as a table",
  from: "From",
  fromMemory: "From memory",
  late: "Timers late by",
  memory: "Memory",
  nothingTold: "Nothing was told yet. The first numbers come within ten seconds.",

  instances: "Instances",
  here: "Answers this page",
  since: (time: string, ago: string) => `Since ${time}, ${ago}`,
  facts: {
    answers: "Answers",
    stored: "Stored, a second",
    refused: "Refused, a second",
    again: "Asked again, a second",
    half: "Half are faster than",
    slowest: "99 of 100 are faster than",
    batches: "Commits",
    inOne: "Scans in one",
    locking: "To lock and read",
    deciding: "To decide",
    writing: "To write",
    retried: "Taken again",
    halved: "Taken in halves",
    now: "Just now",
    waiting: "Scans that wait",
    oldest: "The oldest for",
    actors: "Sacks and bills at work",
    livePages: "Live pages",
    connections: "Connections for pages",
    waitFor: "Wait for one",
    reads: "Looked up",
    asked: "Asked for, a second",
    near: "In its own memory",
    shared: "In Redis",
    loaded: "In the database",
    process: "Process",
    memory: "Memory",
    heap: "Of it, in use by the program",
    requests: "Requests a second",
    request: "99 of 100 are faster than",
    imports: "Import rows a second",
    release: "Release",
    migration: "Migration",
    hears: "Hears the others",
    yes: "Yes",
    no: "No",
  },
  gone: (instances: number, count: string) =>
    `${count} ${instances === 1 ? "instance" : "instances"} gone within the hour`,
  instance: "Instance",
  began: "Since",
  lastSeen: "Last told",
  ended: "How it ended",
  left: "Was stopped",
  fellSilent: "Fell silent",

  database: "Database",
  version: "Version",
  size: "Size",
  migrations: "Migrations",
  migrationsOf: (applied: string, known: string) => `${applied} applied, ${known} known here`,
  hitRatio: "Blocks found in memory",
  deadlocks: "Deadlocks so far",
  transaction: "Oldest transaction",
  noTransaction: "None under way",
  slow: "Statements that took the most time",
  slowSays: "Since PostgreSQL began to count, without their values.",
  statement: "Statement",
  calls: "Calls",
  mean: "Mean",
  total: "In all",
  noSlow: "None were counted yet.",
  noExtension: "PostgreSQL does not count its statements.",
  howToCount:
    "To see which are slow, put pg_stat_statements into shared_preload_libraries, restart PostgreSQL, and run “create extension pg_stat_statements” in this database.",
  redis: "Redis",
  noRedis: "None is named. One instance needs none; several tell each other through PostgreSQL.",
  redisState: "State",
  redisStates: { ok: "At work", away: "Away" },
  clients: "Connections",
};
