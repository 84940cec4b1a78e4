/** API tokens as JSON shows them: never the token itself. */
import type { ApiToken } from "../domain/tokens.ts";

export const wireToken = (token: ApiToken) => ({
  id: token.id,
  name: token.name,
  username: token.username,
  role: token.role,
  dispatch_area: token.area,
  state: token.state,
  created_at: token.createdAt,
  created_by: token.createdBy,
  created_by_disabled: token.isMakerDisabled,
  expires_at: token.expiresAt,
  revoked_at: token.revokedAt,
  revoked_by: token.revokedBy,
  last_used_at: token.lastUsedAt,
  last_address: token.lastAddress,
});
