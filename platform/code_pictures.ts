/** Bar codes as pictures that pages can hold: plain SVG, nothing inline that the security policy would refuse. */
import bwip from "bwip-js";

export type Symbology = "code128" | "qr";

/** Black on nothing, without a caption and without the quiet zone: those are the page's. The text must be printable ASCII. */
export function codePicture(symbology: Symbology, text: string): string {
  return symbology === "qr"
    ? bwip.toSVG({ bcid: "qrcode", text })
    // Bars a fifth as high as the code is wide: easy to hit with a hand scanner held askew.
    : bwip.toSVG({ bcid: "code128", text, height: 10, includetext: false });
}
