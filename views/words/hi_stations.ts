/** हिन्दी: shared stations: who works there now, badges and PINs, and how long a session lasts. */
import type { PinFault } from "../../domain/pin_rule.ts";
import type { Told } from "./told.ts";

export const stations = {
  isStation: "यह साझा स्टेशन है",
  isStationHint: "आप पूरी पाली लॉग इन रहेंगे।",

  change: "व्यक्ति बदलें",
  changeSays: "अब यहाँ कोई और काम करेगा। खुली बोरी खुली रहेगी, और बाकी स्कैन पहले भेजे जाएँगे।",
  scanBadge: "अपना बैज स्कैन करें।",
  typePin: "अब अपना पिन लिखें।",
  oneMoment: "ज़रा रुकें…",
  badge: "बैज",
  badgeHint: "कर्सर यहाँ रखें और स्कैन करें।",
  pin: "पिन",
  keypad: "अंक",
  deleteDigit: "पिछला अंक मिटाएँ",
  goOn: "आगे",
  notNow: "अभी नहीं",
  nowHere: (name: string) => `अब यहाँ ${name} काम कर रहे हैं।`,
  stillHere: (name: string) => `कोई नहीं बदला। स्कैन ${name} के नाम पर हैं।`,
  refused: (triesLeft: number): Told => ({
    says: "बैज और पिन मेल नहीं खाते।",
    todo: triesLeft === 0
      ? "आधा मिनट रुकें, या पासवर्ड से लॉग इन करें।"
      : `${triesLeft} बार और कोशिश कर सकते हैं। या पासवर्ड से लॉग इन करें।`,
  }),
  locked: (minutes: number): Told => ({
    says: "इस बैज से बहुत बार कोशिश हुई।",
    todo: `${minutes} मिनट रुकें, या पासवर्ड से लॉग इन करें।`,
  }),
  away: "सर्वर जवाब नहीं दे रहा। कुछ नहीं बदला। फिर कोशिश करें।",
  notWhole: "बैज पढ़ा नहीं गया। फिर से स्कैन करें।",

  ends: (minutes: string) => `आप ${minutes} मिनट में लॉग आउट हो जाएँगे।`,
  endsFinally: (minutes: string) => `${minutes} मिनट में आपका समय पूरा होगा। फिर लॉग इन करें; स्कैन सुरक्षित रहेंगे।`,
  ended: "आप लॉग आउट हो गए हैं।",
  stay: "लॉग इन रहें",
};

export const pinFaults: Record<PinFault | "differs" | "wrong_password" | "too_often", Told> = {
  not_digits: { says: "पिन में सिर्फ़ अंक होते हैं।" },
  too_short: { says: "पिन में कम से कम 6 अंक हों।" },
  too_long: { says: "पिन में ज़्यादा से ज़्यादा 12 अंक हों।" },
  repeated: { says: "बार-बार वही अंक सबसे पहले पकड़े जाते हैं। अलग-अलग अंक लें।" },
  in_order: { says: "क्रम वाले अंक सबसे पहले पकड़े जाते हैं। अंक मिलाकर लिखें।" },
  date: { says: "यह तारीख जैसा है। जन्मदिन न लें।" },
  differs: { says: "दोनों पिन एक जैसे नहीं हैं।", todo: "दोनों फिर से लिखें।" },
  wrong_password: { says: "यह आपका पासवर्ड नहीं है।", todo: "फिर से लिखें।" },
  too_often: { says: "बहुत बार कोशिश हुई।", todo: "कुछ मिनट रुकें, फिर कोशिश करें।" },
};

export const badges = {
  title: "बैज",
  titleOf: (name: string) => `${name} का बैज`,
  says: "बैज और पिन से कोई भी दो सेकंड में साझा स्टेशन सँभाल लेता है। अकेले बैज से कुछ नहीं खुलता।",
  state: "अभी की हालत",
  badge: "बैज",
  pin: "पिन",
  none: "नहीं है",
  madeBy: (by: string, when: string) => `${by} ने ${when} पर बनाया`,
  pinSet: (when: string) => `${when} पर रखा गया`,
  pinVoid: "बंद: बहुत बार गलत लिखा गया। नया रखें।",
  make: "बैज बनाएँ",
  makeAnew: "नया बैज बनाएँ",
  makeSays: "कार्ड एक ही बार दिखता है, छापने के लिए। पहले का बैज फिर नहीं चलेगा।",
  revoke: "बैज खो गया: इसे बंद करें",
  revokeSays: "अब से यह कुछ नहीं खोलेगा, और जहाँ चल रहा है वहाँ बंद हो जाएगा।",
  revoked: "बैज बंद कर दिया गया।",
  setPin: "पिन रखें",
  setPinSays: "बैज देते समय: व्यक्ति खुद लिखे, आप न देखें।",
  newPin: "नया पिन",
  pinAgain: "वही फिर से",
  pinHint: "6 से 12 अंक; जन्मदिन नहीं, क्रम वाले अंक नहीं।",
  pinIsSet: "पिन रख दिया गया।",
  disabled: "यह व्यक्ति बंद है: बैज नहीं बन सकता।",

  cardTitle: (name: string) => `${name} का नया बैज`,
  cardSays: "अभी छापें: यह सिर्फ़ एक बार दिखता है। यह अपने व्यक्ति के पिन के साथ चलता है।",
  cardFor: "साझा स्टेशन के लिए",
  cardLost: "मिला? कृपया दफ़्तर में दें।",
  barName: "बैज का बार कोड",
  qrName: "बैज का QR कोड",
  back: "बैज पर वापस",

  ownTitle: "आपका पिन",
  ownSays: "साझा स्टेशन पर आप बैज स्कैन करते हैं और यह पिन लिखते हैं।",
  ownNoBadge: "आपके पास अभी बैज नहीं है। एडमिन से लें।",
  ownByPassword: "पिन बदलने के लिए पासवर्ड से लॉग इन करें।",
  yourPassword: "आपका पासवर्ड",
};
