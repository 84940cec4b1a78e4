/** People: added, changed, and how they come in. */
import { NewUserBody } from "../schemas.ts";
import { NamedUserChangeBody, UserChangeBody, UsersQuery } from "../user_schemas.ts";
import type { Operation } from "./operation.ts";
import { ChangedUser, ResetLink, User, UserPage } from "./shapes_people.ts";

const USER = "/api/v1/users/:username";
const ONE = { username: "asha" };
const CHANGE_REFUSALS = [
  ...["not_found", "username_taken", "weak_password", "area_full", "version_conflict", "last_admin"] as const,
  "own_account",
] as const;
const CHANGED =
  "What is left out stays as it is. A change of the role, and being disabled, count at once on every device.";

export const users: readonly Operation[] = [
  {
    ...{ method: "GET", path: "/api/v1/users", id: "listUsers", tag: "People", query: UsersQuery },
    summary: "List people",
    answers: { 200: UserPage },
    example: { query: { role: "dispatcher", limit: "20" } },
  },
  {
    ...{ method: "POST", path: "/api/v1/users", id: "createUser", tag: "People", body: NewUserBody, key: "may" },
    summary: "Add a person",
    answers: { 201: ChangedUser },
    refusals: ["username_taken", "weak_password", "area_full"],
    example: {
      body: {
        ...{ username: "asha", password: "Gunny-Thread-61-Lamp", role: "dispatcher", dispatch_area: "lucknow" },
        full_name: "Asha Rao",
      },
    },
  },
  {
    ...{ method: "GET", path: USER, id: "getUser", tag: "People", at: ONE },
    summary: "One person",
    answers: { 200: User },
    refusals: ["not_found"],
  },
  {
    ...{ method: "PATCH", path: USER, id: "changeUser", tag: "People", body: UserChangeBody, key: "may", at: ONE },
    summary: "Change a person",
    says: CHANGED,
    answers: { 200: ChangedUser },
    refusals: CHANGE_REFUSALS,
    example: { body: { version: 1, full_name: "Asha Rao Verma" } },
  },
  {
    ...{ method: "PATCH", path: "/api/v1/users", id: "changeNamedUser", tag: "People", body: NamedUserChangeBody },
    key: "may",
    summary: "Change the person that the body names",
    says: CHANGED,
    answers: { 200: ChangedUser },
    refusals: CHANGE_REFUSALS,
    example: { body: { username: "asha", version: 2, email: "asha@example.com" } },
  },
  {
    ...{ method: "POST", path: `${USER}/reset-link`, id: "makeResetLink", tag: "People", key: "may", at: ONE },
    summary: "Make a one-time link for a new password",
    says: "`url` is shown in this one answer; on a replay it is null.",
    answers: { 201: ResetLink },
    refusals: ["not_found", "own_account", "user_disabled"],
  },
  {
    ...{ method: "DELETE", path: `${USER}/lock`, id: "unlockUser", tag: "People", key: "may", at: ONE },
    summary: "Forget failed sign-ins",
    answers: { 204: null },
    refusals: ["not_found"],
  },
  {
    ...{ method: "DELETE", path: `${USER}/sessions`, id: "endSessions", tag: "People", key: "may", at: ONE },
    summary: "Sign somebody out everywhere",
    answers: { 204: null },
    refusals: ["not_found"],
  },
];
