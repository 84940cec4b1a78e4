/** हिन्दी: `/audit`, what was done, by whom, and what changed by it. */
import type { CommandKind } from "../../domain/command.ts";
import { type AuditSaid, roleIn, textIn } from "./audit_said.ts";
import { roles } from "./hi_pages.ts";

export const auditPage = {
  title: "ऑडिट",
  says: "क्या हुआ, किसने किया और कहाँ से। यहाँ कुछ भी बदला या हटाया नहीं जा सकता।",
  filter: "ऑडिट छाँटें",
  actor: "किसने",
  action: "क्या किया",
  anyAction: "कुछ भी",
  ofBags: "बोरी, थैली और बिल",
  ofPeople: "लोग, सेटिंग, इम्पोर्ट",
  entity: "किस पर",
  entityHint: "जैसे bag/SB00042, bill/B-1, user/anil",
  from: "कब से",
  to: "कब तक",
  show: "दिखाएँ",
  counted: (_: number, shown: string, isAll: boolean) => `${shown}${isAll ? "" : "+"} रिकॉर्ड`,
  list: "रिकॉर्ड, नए पहले",
  before: "पहले",
  after: "बाद में",
  field: "क्या",
  nothing: "–",
  place: "कहाँ से",
  station: "स्टेशन",
  request: "अनुरोध",
  record: "रिकॉर्ड",
  reason: "कारण",
  kind: "प्रकार",
  outcome: "नतीजा",
  openThing: "खोलें",
  program: "सिस्टम",
  somebody: "किसी",
  yes: "हाँ",
  no: "नहीं",
  emptyTitle: "कुछ दर्ज नहीं है",
  emptySays: "उस समय में किसी ने ऐसा कुछ नहीं किया।",
  showAll: "सब दिखाएँ",
};

export const auditCommands: Record<CommandKind, string> = {
  open_parent: "बोरी खोली",
  link_child: "थैली बोरी में रखी",
  undo: "स्कैन वापस लिया",
  move_child: "थैली दूसरी बोरी में रखी",
  take_child_out: "थैली निकाली",
  void_bag: "थैली रद्द की",
  withdraw_bag: "इम्पोर्ट की थैली वापस ली",
  link_bill: "बोरी बिल में जोड़ी",
  unlink_bill: "बोरी बिल से हटाई",
  create_bill: "बिल बनाया",
  edit_bill: "बिल बदला",
  complete_bill: "बिल पूरा किया",
  reopen_bill: "बिल फिर खोला",
  void_bill: "बिल रद्द किया",
  withdraw_bill: "इम्पोर्ट का बिल वापस लिया",
};

export const auditActions: Readonly<Record<string, string>> = {
  signed_in: "लॉग इन किया",
  signed_out: "लॉग आउट किया",
  sign_in_refused: "लॉग इन रोका गया",
  sign_in_code_refused: "लॉग इन कोड रोका गया",
  badge_signed_in: "बैज से लॉग इन किया",
  badge_refused: "बैज या PIN रोका गया",
  refused: "बिना अनुमति के रोका गया",
  user_created: "व्यक्ति जोड़ा",
  user_changed: "व्यक्ति की जानकारी बदली",
  unlocked: "व्यक्ति का लॉक खोला",
  reset_link_made: "रीसेट लिंक बनाया",
  reset_link_refused: "रीसेट लिंक रोका गया",
  password_reset: "पासवर्ड रीसेट किया",
  password_changed: "अपना पासवर्ड बदला",
  session_ended: "एक सत्र बंद किया",
  sessions_ended: "सब जगह से लॉग आउट किया",
  two_step_on: "दो-चरण लॉग इन चालू किया",
  two_step_off: "दो-चरण लॉग इन बंद किया",
  two_step_reset: "दो-चरण लॉग इन रीसेट किया",
  backup_codes_renewed: "बैकअप कोड नए बनाए",
  badge_made: "बैज बनाया",
  badge_revoked: "बैज रद्द किया",
  pin_set: "PIN रखा",
  pin_voided: "ग़लत कोशिशों के बाद PIN बंद",
  language_changed: "भाषा बदली",
  token_created: "API टोकन बनाया",
  token_revoked: "API टोकन रद्द किया",
  area_created: "क्षेत्र बनाया",
  area_changed: "क्षेत्र बदला",
  kind_created: "बोरी का प्रकार बनाया",
  kind_changed: "बोरी का प्रकार बदला",
  import_uploaded: "शीट अपलोड की",
  import_mapped: "कॉलम बताए",
  import_applied: "इम्पोर्ट लागू किया",
  import_cancelled: "इम्पोर्ट रोका",
  import_undone: "इम्पोर्ट वापस लिया",
  export_taken: "एक्सपोर्ट लिया",
  audit_purged: "पुराने रिकॉर्ड हटाए",
};

export function auditSays(action: string, said: AuditSaid): string {
  const line = lines[action];
  if (line) return line(said);
  const name = auditActions[action] ?? action.replaceAll("_", " ");
  return `${said.by}: ${name}${said.it ? ` (${said.it})` : ""}`;
}

const lines: Readonly<Record<string, (said: AuditSaid) => string>> = {
  signed_in: ({ by }) => `${by} ने लॉग इन किया`,
  signed_out: ({ by }) => `${by} ने लॉग आउट किया`,
  badge_signed_in: ({ by }) => `${by} ने बैज से लॉग इन किया`,
  sign_in_refused: ({ it }) => it ? `${it} के नाम से लॉग इन रोका गया` : "अनजान नाम से लॉग इन रोका गया",
  sign_in_code_refused: ({ it }) => `${it} का लॉग इन कोड रोका गया`,
  badge_refused: ({ it }) => it ? `${it} के बैज से लॉग इन रोका गया` : "अनजान बैज रोका गया",
  refused: ({ by, after }) => `${by} को ${textIn(after, "route")} पर रोका गया`,
  user_created: ({ by, it, after }) => `${by} ने ${it} को जोड़ा: ${roleIn(roles, after)}`,
  user_changed: ({ by, it, before, after }) =>
    after["role"] !== before["role"]
      ? `${by} ने ${it} को ${roleIn(roles, before)} से ${roleIn(roles, after)} बनाया`
      : after["disabled"] === true && before["disabled"] === false
      ? `${by} ने ${it} का खाता बंद किया`
      : after["disabled"] === false && before["disabled"] === true
      ? `${by} ने ${it} का खाता फिर खोला`
      : `${by} ने ${it} की जानकारी बदली`,
  unlocked: ({ by, it }) => `${by} ने ${it} का लॉक खोला`,
  reset_link_made: ({ by, it }) => `${by} ने ${it} के लिए रीसेट लिंक बनाया`,
  reset_link_refused: () => "ग़लत या पुराना रीसेट लिंक रोका गया",
  password_reset: ({ it }) => `${it} ने रीसेट लिंक से नया पासवर्ड रखा`,
  password_changed: ({ by }) => `${by} ने अपना पासवर्ड बदला`,
  session_ended: ({ by }) => `${by} ने अपना एक सत्र बंद किया`,
  sessions_ended: ({ by, it }) =>
    by === it ? `${by} ने अपने बाकी सब सत्र बंद किए` : `${by} ने ${it} को सब जगह से लॉग आउट किया`,
  two_step_on: ({ by }) => `${by} ने दो-चरण लॉग इन चालू किया`,
  two_step_off: ({ by }) => `${by} ने दो-चरण लॉग इन बंद किया`,
  two_step_reset: ({ by, it }) => `${by} ने ${it} का दो-चरण लॉग इन रीसेट किया`,
  backup_codes_renewed: ({ by }) => `${by} ने बैकअप कोड नए बनाए`,
  badge_made: ({ by, it }) => `${by} ने ${it} का बैज बनाया`,
  badge_revoked: ({ by, it }) => `${by} ने ${it} का बैज रद्द किया`,
  pin_set: ({ by, it }) => by === it ? `${by} ने PIN रखा` : `${by} ने ${it} का PIN रखा`,
  pin_voided: ({ it }) => `ग़लत कोशिशों के बाद ${it} का PIN बंद हुआ`,
  language_changed: ({ by, after }) => `${by} ने भाषा चुनी: ${textIn(after, "language")}`,
  token_created: ({ by, after }) => `${by} ने API टोकन ${textIn(after, "name")} बनाया`,
  token_revoked: ({ by, it, before }) => `${by} ने API टोकन ${textIn(before, "name") || it} रद्द किया`,
  area_created: ({ by, it }) => `${by} ने क्षेत्र ${it} बनाया`,
  area_changed: ({ by, it }) => `${by} ने क्षेत्र ${it} बदला`,
  kind_created: ({ by, it }) => `${by} ने प्रकार ${it} बनाया`,
  kind_changed: ({ by, it }) => `${by} ने प्रकार ${it} बदला`,
  import_uploaded: ({ by, it, after }) => `${by} ने ${textIn(after, "fileName") || "शीट"} अपलोड की (इम्पोर्ट ${it})`,
  import_mapped: ({ by, it }) => `${by} ने इम्पोर्ट ${it} के कॉलम बताए`,
  import_applied: ({ by, it }) => `${by} ने इम्पोर्ट ${it} लागू किया`,
  import_cancelled: ({ by, it }) => `${by} ने इम्पोर्ट ${it} रोका`,
  import_undone: ({ by, it }) => `${by} ने इम्पोर्ट ${it} वापस लिया`,
  export_taken: ({ by, after }) => `${by} ने एक्सपोर्ट ${textIn(after, "file")} लिया`,
  audit_purged: ({ after }) => `${textIn(after, "up_to").slice(0, 10)} से पहले के रिकॉर्ड हटे: ${textIn(after, "removed")}`,
};
