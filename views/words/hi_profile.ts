/** हिन्दी: one's own page, the second step of logging in, and what is wrong with a password. */
import type { PasswordFlaw } from "../../domain/password_rule.ts";
import type { Told } from "./told.ts";

export const passwordFlaws: Record<PasswordFlaw, Told> = {
  too_short: { says: "यह पासवर्ड बहुत छोटा है।", todo: "कम से कम 8 अक्षर रखें। तीन शब्द याद रखना आसान है।" },
  like_name: { says: "यह पासवर्ड यूज़र नाम जैसा ही है।", todo: "ऐसे शब्द लें जिनका नाम से कोई लेना-देना न हो।" },
  too_common: {
    says: "यह पासवर्ड बहुत लोग रखते हैं, इसलिए सबसे पहले आज़माया जाता है।",
    todo: "तीन ऐसे शब्द लें जिनका आपस में मेल न हो।",
  },
  same_as_old: { says: "यह पुराना पासवर्ड ही है।", todo: "कोई दूसरा लें।" },
};
