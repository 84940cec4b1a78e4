/** What the routes need of API tokens; part of `Deps`. */
import type { PageRequest } from "../domain/filters.ts";
import type { Doer } from "../domain/people.ts";
import type { Page } from "../domain/shapes.ts";
import type { ApiToken, NewApiToken, TokenCreation, TokenRevocation } from "../domain/tokens.ts";

export interface TokenDeps {
  readonly apiTokens: ApiTokens;
}

export interface ApiTokens {
  /** Newest first, those that live no more too. */
  list(page: PageRequest): Promise<Page<ApiToken> | null>;
  create(token: NewApiToken, doer: Doer): Promise<TokenCreation>;
  /** From the moment it answers, no request comes in by it on this instance, and a moment later on none. */
  revoke(id: number, doer: Doer): Promise<TokenRevocation>;
}
