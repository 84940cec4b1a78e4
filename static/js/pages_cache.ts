/** The browser's store of the pages that open without network: they show a person's name, and go with his session. */
export const PAGES_CACHE = "tracetrack-pages";
