/** What the warehouse in memory remembers of a command. */
import type { Answer } from "../../domain/answer.ts";
import type { Command } from "../../domain/command.ts";
import type { LifeEvent } from "../../domain/shapes.ts";

export const eventOf = (command: Command, answer: Answer): LifeEvent => ({
  at: answer.at,
  scannedAt: command.scannedAt ?? null,
  kind: command.kind,
  outcome: answer.outcome,
  scanId: command.key,
  parent: answer.parent?.code ?? null,
  fromParent: null,
  child: answer.child?.code ?? null,
  bill: answer.bill?.number ?? null,
  user: command.by.username,
  station: command.station ?? null,
  undoneBy: null,
  reason: null,
  ...{ elsewhere: null, raw: null, lot: null, standing: "stands" },
});
