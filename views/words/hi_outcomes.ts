/** हिन्दी: one sentence for every outcome. Short, present tense, about the bag and not about the system. */
import type { Answer } from "../../domain/answer.ts";
import type { Outcome, Refusal } from "../../domain/outcomes.ts";
import type { Clock, Told } from "./told.ts";
import { settingsRefusals } from "./hi_settings.ts";

type Sentence = (answer: Answer, at: Clock) => Told;

export const outcomes: Record<Outcome, Sentence> = {
  parent_created: (a) => ({
    says: `${sack(a)} नई और खाली है। इसमें ${bags(a.parent?.capacity)} आती हैं।`,
    todo: "थैलियाँ स्कैन करें।",
  }),
  parent_opened: (a) => ({
    says: `${sack(a)} खुली है, ${bags(a.parent?.childCount)} हैं।`,
    todo: a.parent?.status === "full" ? "यह भरी है। अगली बोरी स्कैन करें।" : "थैलियाँ स्कैन करें।",
  }),
  child_linked: (a) =>
    a.parent?.status === "full"
      ? {
        says: `${sack(a)} में ${bags(a.parent.capacity)} हो गईं। ${bag(a)} जुड़ गई।`,
        todo: "बोरी बाँधें। अगली बोरी स्कैन करें।",
      }
      : { says: `${bag(a)}, ${sack(a)} में है।${toGo(a)}` },
  child_moved: (a) => ({ says: `${bag(a)}${a.from ? `, ${a.from.code} से` : ""} ${sack(a)} में आ गई।${toGo(a)}` }),
  child_unlinked: (a) => ({ says: `${bag(a)}, ${sack(a)} से निकल गई।${sackCount(a)}` }),
  bill_linked: (a) => ({
    says: `${sack(a)} ${bill(a)} में जुड़ गई, ${bags(a.parent?.childCount)}।${billToGo(a)}`,
    ...(isShort(a) ? { todo: `इसमें ${bags(missing(a))} कम हैं। जितनी हैं उतनी गिनी गईं।` } : {}),
  }),
  bill_unlinked: (a) => ({ says: `${sack(a)} ${bill(a)} से हट गई।${billCount(a)}` }),
  bill_created: (a) => ({ says: `${bill(a)} तैयार है।`, todo: "इसकी बोरियाँ स्कैन करें।" }),
  bill_changed: (a) => ({ says: `${bill(a)} बदल गया।` }),
  bill_closed: (a) => ({ says: `${bill(a)} पूरा हुआ।${billCount(a)}` }),
  bill_reopened: (a) => ({ says: `${bill(a)} फिर खुल गया।` }),
  bill_made_void: (a) => ({ says: `${bill(a)} रद्द है। इसकी बोरियाँ फिर किसी बिल पर जा सकती हैं।` }),
  bag_made_void: (a) => ({ says: `${a.child?.code ?? sack(a)} रद्द है। यह कोड फिर नहीं चलेगा।` }),
  bag_withdrawn: (a) => ({ says: `${a.child?.code ?? sack(a)} अपने इम्पोर्ट के साथ वापस ली गई।` }),
  bill_withdrawn: (a) => ({ says: `${bill(a)} अपने इम्पोर्ट के साथ वापस लिया गया।` }),

  child_already_here: (a, at) => ({
    says: `${bag(a)} इसी बोरी में है${since(a, at)}। एक बार गिनी।`,
    todo: "अगली थैली।",
  }),
  bag_already_on_bill: (a, at) => ({
    says: `${sack(a)} इसी बिल में है${since(a, at)}। एक बार गिनी।`,
    todo: "अगली बोरी।",
  }),

  empty: () => ({ says: "कुछ स्कैन नहीं हुआ।", todo: "लेबल स्कैन करें।" }),
  too_long: () => ({ says: "लेबल इतना लंबा नहीं होता।", todo: "एक बार में एक लेबल स्कैन करें।" }),
  bad_format: () => ({ says: "यह कोड समझ नहीं आया।", todo: "लेबल फिर से स्कैन करें।" }),
  self_link: (a) => ({ says: `${sack(a)} अपने ही अंदर नहीं जा सकती।`, todo: "थैली स्कैन करें।" }),
  wrong_type: (a) =>
    a.child !== null && a.parent !== null
      ? { says: `${bag(a)} बोरी है, थैली नहीं।`, todo: "पहले यह बोरी पूरी करें, या थैली स्कैन करें।" }
      : { says: `${a.child?.code ?? "यह"} थैली है, बोरी नहीं।`, todo: "बोरी स्कैन करें।" },
  bag_voided: (a) => ({ says: `${a.child?.code ?? sack(a)} रद्द है।`, todo: "अलग रखें। एडमिन से पूछें।" }),
  child_elsewhere: (a, at) => ({
    says: `${bag(a)} पहले से ${a.elsewhere?.parent ?? "दूसरी बोरी"} में है${elsewhereBill(a)}।${putThere(a, at)}`,
    todo: "यह थैली निकालें। अलग रखें।",
  }),
  parent_full: (a) => ({ says: `${bag(a)} नहीं जुड़ी: ${sack(a)} भरी है।`, todo: "अगली बोरी में डालें।" }),
  not_in_parent: (a) => ({ says: `${bag(a)}, ${a.parent?.code ?? "इस बोरी"} में नहीं है।`, todo: "देखें कि कहाँ है।" }),
  parent_not_found: () => ({ says: "ऐसी कोई बोरी अभी नहीं है।", todo: "पहले बोरी खोलें: उसका लेबल स्कैन करें।" }),
  bag_not_found: (a) => ({
    says: `${a.child?.code ?? a.parent?.code ?? "यह कोड"} यहाँ दर्ज नहीं है।`,
    todo: "पहले इसे पैक करवाएँ।",
  }),
  bag_in_use: (a) => ({ says: `${a.child?.code ?? sack(a)} काम में है।`, todo: "पहले खाली करें, या निकालें।" }),
  bag_on_other_bill: (a) => ({
    says: `${sack(a)} बिल ${a.elsewhere?.bill ?? "दूसरे"} पर है।`,
    todo: "पहले वहाँ से हटाएँ।",
  }),
  bag_not_on_bill: (a) => ({ says: `${sack(a)} अब किसी बिल पर नहीं है।`, todo: "फिर से स्कैन करें।" }),
  empty_parent: (a) => ({ says: `${sack(a)} खाली है।`, todo: "पहले इसे पैक करें।" }),

  scan_not_found: () => ({ says: "हटाने को कुछ नहीं है।", todo: "सूची देखें।" }),
  not_yours: () => ({
    says: "यह आपका स्कैन नहीं है, या एक घंटे से पुराना है।",
    todo: "बिल बनाने वाले से हटवाएँ।",
  }),
  already_undone: () => ({ says: "यह पहले ही हट चुका है।" }),
  superseded: (a) => ({ says: `${a.child?.code ?? sack(a)} तब से आगे जा चुकी है।`, todo: "देखें कि अब कहाँ है।" }),

  bill_not_found: () => ({ says: "ऐसा कोई बिल नहीं है।", todo: "बिलों की सूची देखें।" }),
  bill_exists: (a) => ({
    says: a.bill ? `बिल ${a.bill.number} पहले से है।` : "इस नंबर का बिल पहले से है।",
    todo: "दूसरा नंबर चुनें।",
  }),
  bill_full: (a) => ({
    says: `${sack(a)} नहीं जुड़ी: ${bill(a)} भरा है।`,
    todo: "बिल पूरा करें, या उसकी बोरियाँ बढ़ाएँ।",
  }),
  bill_empty: (a) => ({ says: `${bill(a)} में कोई बोरी नहीं है।`, todo: "पहले बोरियाँ स्कैन करें।" }),
  bill_short: (a) => ({ says: `${bill(a)} में बोरियाँ कम हैं।${billCount(a)}`, todo: "कारण लिखें, और कम में पूरा करें।" }),
  bill_completed: (a) => ({ says: `${closedBill(a)} पूरा हो चुका है।`, todo: "बिल बनाने वाले से फिर खुलवाएँ।" }),
  bill_not_completed: (a) => ({ says: `${bill(a)} खुला है।` }),
  bill_voided: (a) => ({ says: `${bill(a)} रद्द है।`, todo: "दूसरा बिल लें।" }),
  not_on_bill: (a) => ({ says: `${sack(a)} ${bill(a)} पर नहीं है।` }),
  capacity_out_of_range: () => ({ says: "एक बिल में 1 से 500 बोरियाँ आती हैं।", todo: "1 से 500 तक का अंक चुनें।" }),
  capacity_below_linked: (a) => ({
    says: `${bill(a)} में इससे ज़्यादा बोरियाँ हैं।${billCount(a)}`,
    todo: "पहले बोरियाँ हटाएँ।",
  }),
  version_conflict: (a) => ({
    says: `${bill(a)} इस बीच बदल गया।`,
    todo: "अब जैसा है वैसा देखें, फिर दोबारा करें।",
  }),
};

/** Refusals of the door, for which there is no answer to speak of. */
export const refusals: Record<Refusal, Told> = {
  unauthenticated: { says: "आप लॉग इन नहीं हैं, या नाम और पासवर्ड मेल नहीं खाते।", todo: "लॉग इन करें।" },
  forbidden: { says: "आपको यह करने की अनुमति नहीं है।", todo: "बिलर या एडमिन से कहें।" },
  wrong_user: {
    says: "यह दूसरे नाम से स्कैन हुआ था। नहीं जुड़ा।",
    todo: "जिसने स्कैन किया उसी नाम से लॉग इन करें।",
  },
  malformed: { says: "यह अधूरा पहुँचा। नहीं जुड़ा।", todo: "दोबारा करें।" },
  scan_id_reused: { says: "यह स्कैन दो अलग रूप में पहुँचा। नहीं जुड़ा।", todo: "फिर से स्कैन करें।" },
  not_found: { says: "यहाँ ऐसा कुछ नहीं है।", todo: "खोज कर देखें।" },
  method_not_allowed: { says: "यह यहाँ नहीं हो सकता।", todo: "पता और तरीका देखें।" },
  timed_out: { says: "यह समय पर नहीं पहुँचा। नहीं जुड़ा।", todo: "दोबारा भेजें।" },
  wrong_host: { says: "इस सर्वर का नाम दूसरा है।", todo: "एडमिन के बताए पते से खोलें।" },
  too_many_rows: { says: "XLSX में 2,00,000 से ज़्यादा पंक्तियाँ नहीं आतीं।", todo: "CSV लें, या कम पंक्तियाँ चुनें।" },
  payload_too_large: { says: "यह बहुत बड़ा है।", todo: "एक बार में कम भेजें।" },
  unsupported_media_type: { says: "यह जिस रूप में पहुँचा, पढ़ा नहीं जा सकता।" },
  rate_limited: { says: "बहुत ज़्यादा कोशिशें।", todo: "थोड़ा रुकें, फिर करें।" },
  busy: { says: "अभी पक्का नहीं; फिर भेजा जाएगा।", todo: "स्कैन करते रहें।" },
  username_taken: { says: "यह नाम लिया जा चुका है।", todo: "दूसरा नाम चुनें।" },
  token_name_taken: { says: "यह नाम किसी टोकन या व्यक्ति का है।", todo: "दूसरा नाम चुनें।" },
  weak_password: { says: "यह पासवर्ड आसानी से पकड़ में आ जाएगा।", todo: "लंबा पासवर्ड लें।" },
  version_conflict: { says: "यह इस बीच बदल गया।", todo: "अब जैसा है वैसा देखें, फिर दोबारा करें।" },
  last_admin: { says: "यह आख़िरी एडमिन हैं।", todo: "पहले किसी और को एडमिन बनाएँ।" },
  own_account: { says: "यह आपका अपना खाता है।", todo: "दूसरे एडमिन से कहें।" },
  user_disabled: { says: "यह खाता बंद है।", todo: "पहले खाता चालू करें।" },
  area_full: { says: "इस इलाके में और डिस्पैचर की जगह नहीं है।", todo: "दूसरा इलाका चुनें।" },
  import_not_ready: { says: "यह इम्पोर्ट अब दूसरे चरण पर है।", todo: "अब जैसा है वैसा देखें।" },
  ...settingsRefusals,
  internal: { says: "यह नहीं जुड़ा।", todo: "फिर से स्कैन करें।" },
};

/** The same in a few words, for lists and lives. */
export const short: Record<Outcome, string> = {
  parent_created: "नई बोरी",
  parent_opened: "बोरी खुली",
  child_linked: "जुड़ गई",
  child_moved: "दूसरी बोरी में आई",
  child_unlinked: "निकाली गई",
  bill_linked: "बिल में जुड़ी",
  bill_unlinked: "बिल से हटी",
  bill_created: "बिल बना",
  bill_changed: "बदला गया",
  bill_closed: "पूरा हुआ",
  bill_reopened: "फिर खुला",
  bill_made_void: "रद्द",
  bag_made_void: "रद्द",
  bag_withdrawn: "वापस ली",
  bill_withdrawn: "वापस लिया",
  child_already_here: "पहले से यहीं है",
  bag_already_on_bill: "पहले से इसी बिल में",
  empty: "कुछ स्कैन नहीं हुआ",
  too_long: "बहुत लंबा",
  bad_format: "कोड समझ नहीं आया",
  self_link: "वही बोरी",
  wrong_type: "गलत किस्म",
  bag_voided: "रद्द है",
  child_elsewhere: "दूसरी बोरी में है",
  parent_full: "बोरी भरी है",
  not_in_parent: "उस बोरी में नहीं",
  parent_not_found: "ऐसी बोरी नहीं",
  bag_not_found: "दर्ज नहीं है",
  bag_in_use: "काम में है",
  bag_on_other_bill: "दूसरे बिल पर",
  bag_not_on_bill: "किसी बिल पर नहीं",
  empty_parent: "बोरी खाली है",
  scan_not_found: "हटाने को कुछ नहीं",
  not_yours: "आपका स्कैन नहीं",
  already_undone: "पहले ही हट चुका",
  superseded: "आगे जा चुकी",
  bill_not_found: "ऐसा बिल नहीं",
  bill_exists: "नंबर लिया जा चुका",
  bill_full: "बिल भरा है",
  bill_empty: "बिल खाली है",
  bill_short: "बोरियाँ कम हैं",
  bill_completed: "बिल पूरा हो चुका",
  bill_not_completed: "बिल खुला है",
  bill_voided: "बिल रद्द है",
  not_on_bill: "बिल पर नहीं",
  capacity_out_of_range: "1 से 500 बोरियाँ",
  capacity_below_linked: "ज़्यादा बोरियाँ हैं",
  version_conflict: "इस बीच बदल गया",
};

const bag = (a: Answer) => a.child?.code ?? "यह थैली";
const sack = (a: Answer) => a.parent?.code ?? "यह बोरी";
const bill = (a: Answer) => a.bill ? `बिल ${a.bill.number}` : a.parent?.bill ? `बिल ${a.parent.bill}` : "बिल";
/** Of a sack that goes from bill to bill, either may be the one that is closed. */
const closedBill = (a: Answer) =>
  a.parent?.bill && a.bill && a.bill.status !== "completed" ? `बिल ${a.parent.bill}` : bill(a);
const bags = (count = 0) => `${count} ${count === 1 ? "थैली" : "थैलियाँ"}`;
const missing = (a: Answer) => a.parent ? a.parent.capacity - a.parent.childCount : 0;
const isShort = (a: Answer) => missing(a) > 0;
const toGo = (a: Answer) => isShort(a) ? ` ${missing(a)} बाकी।` : "";
const sackCount = (a: Answer) => a.parent ? ` ${a.parent.childCount} / ${a.parent.capacity}.` : "";
const billCount = (a: Answer) => a.bill ? ` ${a.bill.linkedCount} / ${a.bill.capacity}.` : "";
const since = (a: Answer, at: Clock) => around(", ", at(a.elsewhere?.since ?? null), " से");
const elsewhereBill = (a: Answer) => a.elsewhere?.bill ? `, बिल ${a.elsewhere.bill}` : "";
const around = (lead: string, text: string, tail: string) => text === "" ? "" : lead + text + tail;

function billToGo(a: Answer): string {
  if (!a.bill) return "";
  const left = a.bill.capacity - a.bill.linkedCount;
  return left > 0 ? ` ${left} ${left === 1 ? "बोरी" : "बोरियाँ"} बाकी।` : " बिल भर गया।";
}

function putThere(a: Answer, at: Clock): string {
  const by = a.elsewhere?.by;
  return by ? ` ${by} ने${around(" ", at(a.elsewhere?.since ?? null), " पर")} रखी थी।` : "";
}
