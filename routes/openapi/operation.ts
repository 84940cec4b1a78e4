/** One thing that the API does, as it is told of in the document: what is sent, what it comes to, and an example. */
import type { z } from "zod";
import type { Outcome, Refusal } from "../../domain/outcomes.ts";
import type { Tag } from "./tags.ts";

/** A file or a text instead of JSON. */
export type Medium = "csv" | "xlsx" | "html" | "openapi";

/** What an answer is: JSON of that shape, files, both, or nothing at all. */
export type Answers = z.ZodType | readonly Medium[] | readonly [z.ZodType, ...Medium[]] | null;

export interface Operation {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** As the route has it: `/api/v1/bills/:number`. */
  readonly path: string;
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  /** What is not plain from the rest, in a sentence or two. */
  readonly says?: string;
  /** Of each part of the path: one that could stand there. */
  readonly at?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What the items of a list in the body are checked by, one by one, where the body's own schema lets anything in. */
  readonly items?: Readonly<Record<string, z.ZodType>>;
  /** What fields mean here, where the same name means another thing elsewhere. */
  readonly fields?: Readonly<Record<string, string>>;
  /** A form with files, described here since it is read as it comes. */
  readonly form?: Readonly<Record<string, unknown>>;
  /** Whether an Idempotency-Key may come with it, or must. A body with a `scan_id` has its key there. */
  readonly key?: "may" | "must";
  /** By status, the good ones. */
  readonly answers: Readonly<Record<number, Answers>>;
  /** What a command can come to, good and bad; each stands under the status that it has. */
  readonly outcomes?: readonly Outcome[];
  /** Beyond those that anything of its kind can be answered with. */
  readonly refusals?: readonly Refusal[];
  readonly example?: { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown };
}
