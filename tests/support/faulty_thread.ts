/** Fails as soon as it is run: stands in for a thread that met a fault of ours. */
throw new Error("Failed on purpose");
