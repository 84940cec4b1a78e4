/** हिन्दी: finding things, and what a bag's page does with it. */
import type * as en from "./en_find.ts";

export const timeline: typeof en.timeline = {
  today: "आज",
  yesterday: "कल",
  lot: (lot) => `लॉट ${lot}`,
  label: (text) => `स्कैन: ${text}`,
  newest: "नई घटनाएँ",
  olderOnes: "पुरानी घटनाएँ",
};

export const bagActs: typeof en.bagActs = {
  title: "क्या कर सकते हैं",
  move: "दूसरी बोरी में डालें",
  moveHint: "उसका कोड स्कैन करें या लिखें।",
  moveButton: "डालें",
  takeOut: (sack) => `${sack} से निकालें`,
  takeOutSays: (code, sack) =>
    `${code}, ${sack} से निकलेगी और किसी बोरी में नहीं रहेगी। इतिहास रहेगा। वापस डालने के लिए फिर स्कैन करें।`,
  takeOutButton: "निकालें",
  void: "रद्द करें",
  voidSays: (code) => `गलत दर्ज हुई हो तब। ${code} सूची और गिनती से हटेगी, इतिहास रहेगा, कोड फिर काम नहीं आएगा।`,
  voidReason: "क्या गलत था?",
  putOnBill: "बिल पर डालें",
  putOnBillSays: "बिल चुनें, फिर यह बोरी वहाँ स्कैन करें।",
  takeOff: (number) => `बिल ${number} से हटाएँ`,
  takeOffSays: "बिल के पन्ने पर, बोरी के पास।",
  frozenSack: (sack, number) => ({
    says: `${sack} बिल ${number} पर है, जो पूरा हो चुका है। इसमें कुछ नहीं बदल सकता।`,
  }),
  openBill: "पहले बिल फिर खोलें।",
  askBiller: "बिल बनाने वाले से फिर खुलवाएँ।",
  voided: (code) => ({ says: `${code} रद्द है: गलती से दर्ज हुई थी। इसके साथ कुछ नहीं किया जा सकता।` }),
  undoThis: "वापस लें",
};

export const bagFacts: typeof en.bagFacts = {
  lot: "लॉट",
  label: "लेबल",
  qrName: (code) => `${code} का QR कोड`,
  barName: (code) => `${code} का बार कोड`,
  printLabel: "लेबल",
  labelTitle: (code) => `${code} का लेबल`,
  labelSays: "एक ही कोड, दो बार: बार कोड और QR कोड।",
  lots: (count, lots) => ({
    says: `यह नंबर ${count} लॉट के लेबल पर मिला: ${lots}।`,
    todo: "देखें, कहीं दो थैलियों पर एक ही नंबर तो नहीं।",
  }),
};

export const searching: typeof en.searching = {
  titleOf: (query) => `खोज ${query}`,
  found: (number, count, query) => `“${query}” के लिए ${number} ${count === 1 ? "मिला" : "मिले"}`,
  sorts: "क्या दिखाना है",
  all: (number) => `सब ${number} दिखाएँ`,
  noneOfSort: "इस तरह का कुछ नहीं। दूसरी जगह देखें।",
  didYouMean: "क्या यह है?",
  sackCode: (prefix, digits, example) => `बोरी के कोड में ${prefix} के बाद ${digits} अंक होते हैं, जैसे ${example}।`,
  hasDigits: (count) => `इसमें ${count} हैं।`,
  notOnlyNumbers: "इसमें अंकों के बीच और भी कुछ है।",
  readAgain: "ऐसी कोई बोरी दर्ज नहीं। लेबल फिर स्कैन करें।",
  tooShort: "कोड के कम से कम 3 अक्षर या अंक लिखें।",
  notSeenYet: "यह अभी तक न पैक हुई, न स्कैन। लेबल फिर स्कैन करें, या कोड का हिस्सा लिखें।",
  codes:
    "बोरी का कोड SB00042 जैसा होता है। थैली का कोड 4 से 20 अक्षर-अंक का, लेबल पर LABEL NO. के बाद। इनका या बिल नंबर का कोई हिस्सा लिखें।",
  isBill: (query) => `“${query}” बिल का नंबर है।`,
  othersBill: "बिल बिलर देखते हैं। बोरी या थैली स्कैन करें: उसके पन्ने पर लिखा है किस बिल पर है।",
};

export const bagList: typeof en.bagList = {
  kind: "किस्म",
  anyKind: "कोई भी किस्म",
  open: "खुली",
  openAny: "खुली: शुरू हुई, भरी नहीं, किसी बिल पर नहीं",
  bill: "बिल",
  sack: "बोरी",
  either: "कोई भी",
  anyArea: "कोई भी इलाका",
  from: "पहली बार दिखी, इस दिन से",
  to: "इस दिन तक",
  fromDay: (day) => `${day} से`,
  toDay: (day) => `${day} तक`,
  narrowed: "सूची में क्या छाँटा है",
  takeBack: "हटाएँ",
  clear: "सब हटाएँ",
  emptyAlone: "अभी कुछ दर्ज नहीं। बोरी स्कैन करें, यहाँ दिखेगी।",
  emptyHere: "इन सब पर कोई बोरी या थैली नहीं मिलती। कुछ हटाकर देखें:",
  emptyQuery: (query) => `किसी कोड में “${query}” नहीं। खोज में बिल भी देखे जाते हैं:`,
  search: (query) => `“${query}” खोजें`,
  end: "सूची इस पन्ने से पहले खत्म हो जाती है।",
};
