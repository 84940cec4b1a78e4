/** Probes, the recount, the whole system, and this document. */
import type { Operation } from "./operation.ts";
import { Healthy, Integrity, Ready, System } from "./shapes_reports.ts";

export const system: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/health", id: "getHealth", tag: "System" },
    summary: "Whether it lives",
    says: "Touches nothing, so that an outage of the database never restarts the server.",
    answers: { 200: Healthy },
  },
  {
    ...{ method: "GET", path: "/api/health/ready", id: "getReadiness", tag: "System" },
    summary: "Whether it can work",
    answers: { 200: Ready, 503: Ready },
  },
  {
    ...{ method: "GET", path: "/api/v1/integrity", id: "checkIntegrity", tag: "System" },
    summary: "Recount everything from the facts",
    says: "Changes nothing, and goes over every bag: some seconds of work where there are millions.",
    answers: { 200: Integrity },
  },
  {
    ...{ method: "GET", path: "/api/v1/system", id: "getSystem", tag: "System" },
    summary: "How all instances, the database and Redis are",
    answers: { 200: System },
  },
  {
    ...{ method: "GET", path: "/api/openapi.json", id: "getOpenApi", tag: "System" },
    summary: "This document",
    answers: { 200: ["openapi"] },
  },
  {
    ...{ method: "GET", path: "/api/docs", id: "getDocs", tag: "System" },
    summary: "This document, for people",
    answers: { 200: ["html"] },
  },
];
