/** English: shared stations: who works there now, badges and PINs, and how long a session lasts. */

export const stations = {
  isStation: "This is a shared station",
  isStationHint: "You stay logged in for a whole shift.",
};
