/** The libraries in the same file as this script, as far as we use them. */

/** htmx 4: puts the parts of an answer in their places. */
export interface Htmx {
  /** `swap: "none"`: only the `<hx-partial>`s of the text, each to its own target. */
  swap(context: { readonly text: string; readonly sourceElement: Element; readonly swap: "none" }): Promise<void>;
}

/** Alpine, its build for strict security policies: components are declared here and named in the markup. */
export interface Alpine {
  data<Component extends object>(name: string, component: () => Component & ThisType<Component & Magic>): void;
}

/** What Alpine adds to each component. */
export interface Magic {
  readonly $root: HTMLElement;
  readonly $refs: Readonly<Record<string, HTMLElement>>;
  $nextTick(then: () => void): void;
}

interface Libraries {
  readonly htmx: Htmx;
  readonly Alpine: Alpine;
}

/** They are loaded behind this script: ask when something happens, not while it is read. */
export function libraries(): Libraries {
  return globalThis as unknown as Libraries;
}
