/** हिन्दी: shared stations: who works there now, badges and PINs, and how long a session lasts. */

export const stations = {
  isStation: "यह साझा स्टेशन है",
  isStationHint: "आप पूरी पाली लॉग इन रहेंगे।",
};
