/** हिन्दी: why a row, a whole file, or the taking back of an import is not possible, and what to do now. */
import type { ImportFault, ImportReason, RowFault } from "../../domain/import_reasons.ts";
import type { ImportObstacle } from "../../domain/import_shapes.ts";
import type { Outcome } from "../../domain/outcomes.ts";
import type { ReasonSentence } from "./en_import_reasons.ts";
import type { Told } from "./told.ts";

/** Outcomes that are not among them are told in the words of a scan. */
export const importReasons: Record<RowFault, ReasonSentence> & Partial<Record<ImportReason & Outcome, ReasonSentence>> =
  {
    digits_lost: () => ({
      says: "स्प्रेडशीट ने यह नंबर बदल दिया है।",
      todo: "कॉलम को टेक्स्ट बनाएँ और कोड फिर से लिखें।",
    }),
    formula_without_value: () => ({ says: "इस फ़ॉर्मूले का कोई मान नहीं है।", todo: "इसकी जगह कोड लिखें।" }),
    cell_error: () => ({ says: "इस सेल में कोई मान नहीं दिखता।", todo: "इसमें कोड लिखें।" }),
    unknown_row: () => ({ says: "यह न थैली है, न बोरी, न बिल।", todo: "पंक्ति सुधारें, या हटाएँ।" }),
    no_parent_below: () => ({ says: "इस थैली के नीचे कोई बोरी नहीं है।", todo: "उसकी बोरी की पंक्ति जोड़ें।" }),
    no_bill_below: () => ({ says: "इस बोरी के नीचे कोई बिल नहीं है।", todo: "उसके बिल की पंक्ति जोड़ें।" }),
    nothing_above: () => ({ says: "इस पंक्ति के ऊपर कुछ नहीं है।", todo: "जो इसका है वह जोड़ें, या इसे हटाएँ।" }),
    code_missing: () => ({ says: "कोड नहीं है।", todo: "इस सेल के पास लिखें।" }),
    batch_too_long: () => ({
      says: "इतनी पंक्तियाँ किसी बोरी या बिल में नहीं आतीं।",
      todo: "देखें कि बोरी या बिल की कौन सी पंक्ति छूटी है।",
    }),
    type_unknown: () => ({ says: "किस्म न parent है, न child।", todo: "parent या child लिखें।" }),
    no_parent_named: () => ({ says: "यह थैली नई है, और बोरी नहीं लिखी है।", todo: "उसकी बोरी लिखें।" }),
    capacity_not_a_number: () => ({ says: "बोरियों की गिनती अंक में नहीं है।", todo: "1 से 500 तक लिखें।" }),
    nothing_goes_in: () => ({ says: "इसमें कुछ नहीं जा सकता, इसलिए छोड़ा गया।", todo: "इसकी बाकी पंक्तियाँ सुधारें।" }),
    over_parent_capacity: (_, at) => ({
      says: `${count(at.capacity)} की बोरी के लिए ${count(at.asked)} थैलियाँ। इनमें से कोई नहीं जाती।`,
      todo: "इन्हें दो बोरियों में बाँटें।",
    }),
    over_bill_capacity: (_, at) => ({
      says: `${count(at.capacity)} के बिल के लिए ${count(at.asked)} बोरियाँ। इनमें से कोई नहीं जाती।`,
      todo: "बिल की बोरियाँ बढ़ाएँ, या दूसरा बिल लें।",
    }),
    bill_differs: () => ({ says: "बिल पहले से है, पर बोरियों की गिनती या विवरण अलग है।", todo: "उसके पेज पर बदलें।" }),

    empty: () => ({ says: "यह सेल खाली है।", todo: "कोड लिखें, या पंक्ति हटाएँ।" }),
    too_long: () => ({ says: "कोड इतना लंबा नहीं होता।", todo: "सिर्फ़ कोड लिखें।" }),
    bad_format: () => ({ says: "यह कोड नहीं है।", todo: "बोरी SB00042 जैसी होती है। थैली 4 से 20 अंक या अक्षर।" }),
    self_link: () => ({ says: "बोरी अपने ही अंदर नहीं जा सकती।", todo: "थैली लिखें।" }),
    wrong_type: () => ({
      says: "थैली की जगह बोरी है, या बोरी की जगह थैली।",
      todo: "इसे इसकी जगह लिखें।",
    }),
    bag_voided: (code) => ({ says: `${code} रद्द है।`, todo: "दूसरा लेबल लें।" }),
    child_elsewhere: (_, at) => ({
      says: `पहले से ${at.parent ?? "दूसरी बोरी"} में है${at.bill ? `, बिल ${at.bill}` : ""}।`,
      todo: "उसके पेज पर बोरी बदलें, या पंक्ति हटाएँ।",
    }),
    parent_full: (_, at) => ({ says: `${at.parent ?? "बोरी"} भरी है।`, todo: "थैली दूसरी बोरी में डालें।" }),
    bag_not_found: (code) => ({ says: `${code} यहाँ दर्ज नहीं है।`, todo: "पहले इसे इम्पोर्ट या स्कैन करें।" }),
    bag_on_other_bill: (_, at) => ({ says: `पहले से बिल ${at.bill ?? "दूसरे"} पर है।`, todo: "पहले वहाँ से हटाएँ।" }),
    empty_parent: () => ({ says: "यह बोरी खाली है।", todo: "पहले इसकी थैलियाँ इम्पोर्ट या स्कैन करें।" }),
    bill_exists: (code) => ({ says: `बिल ${code} पहले से है।`, todo: "उसके पेज पर बदलें।" }),
    bill_full: (_, at) => ({
      says: `${at.bill ? `बिल ${at.bill}` : "बिल"} भरा है।`,
      todo: "उसकी बोरियाँ बढ़ाएँ, या दूसरा बिल लें।",
    }),
    bill_completed: (_, at) => ({
      says: `${at.bill ? `बिल ${at.bill}` : "बिल"} पूरा हो चुका है।`,
      todo: "पहले उसे फिर खोलें, या दूसरा बिल लें।",
    }),
    bill_voided: (_, at) => ({ says: `${at.bill ? `बिल ${at.bill}` : "बिल"} रद्द है।`, todo: "दूसरा बिल लें।" }),
    capacity_out_of_range: () => ({ says: "एक बिल में 1 से 500 बोरियाँ आती हैं।", todo: "1 से 500 तक लिखें।" }),
  };

/** Too many, where nobody counted them. */
const count = (number: number | undefined): string => number === undefined ? "बहुत ज़्यादा" : String(number);

export const importFaults: Record<ImportFault, Told> = {
  too_large: { says: "फ़ाइल बहुत बड़ी है।", todo: "इसे छोटी फ़ाइलों में बाँटें।" },
  upload_broken: { says: "फ़ाइल पूरी नहीं पहुँची।", todo: "फिर से भेजें।" },
  not_a_sheet: { says: "यह स्प्रेडशीट नहीं है।", todo: "इसे .xlsx या .csv में सेव करके भेजें।" },
  wrong_kind: {
    says: "फ़ाइल वैसी नहीं है जैसा उसका नाम कहता है।",
    todo: "स्प्रेडशीट प्रोग्राम में खोलें, .xlsx में सेव करके भेजें।",
  },
  password_protected: { says: "फ़ाइल पर पासवर्ड है।", todo: "बिना पासवर्ड सेव करके भेजें।" },
  damaged: { says: "फ़ाइल खराब है।", todo: "स्प्रेडशीट प्रोग्राम में खोलें, नई सेव करके भेजें।" },
  unpacks_too_large: { says: "खुलने पर फ़ाइल बहुत बड़ी है।", todo: "इसे छोटी फ़ाइलों में बाँटें।" },
  too_many_rows: { says: "फ़ाइल में बहुत ज़्यादा पंक्तियाँ हैं।", todo: "इसे छोटी फ़ाइलों में बाँटें।" },
  too_many_columns: { says: "फ़ाइल में बहुत ज़्यादा कॉलम हैं।", todo: "सिर्फ़ कोड वाले कॉलम रखें।" },
  external_entities: { says: "फ़ाइल अपने से बाहर की चीज़ें माँगती है।", todo: "इसे .csv में सेव करके भेजें।" },
  bad_encoding: { says: "फ़ाइल का टेक्स्ट पढ़ा नहीं जाता।", todo: ".xlsx में, या UTF-8 वाली .csv में सेव करें।" },
  no_rows: { says: "फ़ाइल में कोई पंक्ति नहीं है।", todo: "देखें कि फ़ाइल सही है।" },
  too_slow: { says: "फ़ाइल पढ़ने में बहुत समय लगता है।", todo: ".csv में सेव करें, या बाँटें।" },
  file_gone: { says: "फ़ाइल नहीं रही: पढ़ने से पहले सर्वर बंद हुआ।", todo: "फिर से भेजें।" },
  internal: { says: "यह बीच में रुक गया, फ़ाइल की वजह से नहीं।", todo: "फिर से भेजें। TraceTrack चलाने वाले को बताएँ।" },
};

type ObstacleSentence = (code: string, parent: string | null, bill: string | null) => string;

/** What was built on an import since. */
export const importObstacles: Record<ImportObstacle["reason"], ObstacleSentence> = {
  moved: (code, parent) => `${code} ${parent ? `अब ${parent} में है` : "दूसरी जगह है"}।`,
  on_bill: (code, _, bill) => `${code} ${bill ? `बिल ${bill}` : "बिल"} पर है।`,
  has_more: (code) => `${code} में डाले गए से ज़्यादा है।`,
  bill_closed: (code, _, bill) => `बिल ${bill ?? code} पूरा हो चुका है।`,
  bill_changed: (code, _, bill) => `बिल ${bill ?? code} बदल गया।`,
  gone: (code) => `${code} रद्द है, या निकाली गई।`,
};
