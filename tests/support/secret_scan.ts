/** Looks through text for what should never be in a repository: keys, tokens, passwords in addresses. */

export interface Finding {
  readonly line: number;
  readonly is: string;
}

const PATTERNS: Readonly<Record<string, RegExp>> = {
  "a private key": /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  "a key of AWS": /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  "a token of GitHub": /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b/,
  "a token of npm": /\bnpm_[A-Za-z0-9]{36}\b/,
  "a token of Slack": /\bxox[abposr]-[A-Za-z0-9-]{20,}/,
  "a key of Google": /\bAIza[0-9A-Za-z_-]{35}\b/,
  "a key of Stripe": /\b[rs]k_(?:live|test)_[0-9A-Za-z]{20,}/,
  "a signed token": /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/,
  "a token of ours": /\btt_(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{43}\b/,
  "a password in an address":
    /\b(?:postgres(?:ql)?|rediss?|https?|amqp|mysql):\/\/[^\s:/@"'`$<{]+:(?!password@|secret@|pass@|\.\.\.|…|\$)[^\s@/"'`$<{]{6,}@/,
  "a secret that is set":
    /^\s*(?:export )?(?:SESSION_SECRET|ADMIN_PASSWORD|POSTGRES_PASSWORD|METRICS_TOKEN)=(?!["']?[$<]|["']?$|…)["']?\S{6,}/,
};

export function secretsIn(text: string): Finding[] {
  return text.split("\n").flatMap((line, at) =>
    Object.entries(PATTERNS).filter(([, pattern]) => pattern.test(line)).map(([is]) => ({ line: at + 1, is }))
  );
}
