/** The fields of a bill that people fill in: when they make one and when they change it. What was typed stays, fault or not. */
import type { Child } from "hono/jsx";
import { LIMITS } from "../domain/limits.ts";
import type { BillField, FieldTexts } from "../domain/seen_bill.ts";
import { Icon } from "./icons.tsx";
import type { Words } from "./words/en.ts";

/** What is wrong with a field. `taken`: of a number. */
export type FieldFault = "missing" | "wrong" | "too_long" | "taken";
export type FieldFaults = Readonly<Partial<Record<BillField | "number" | "reason" | "target", FieldFault>>>;

export const NO_TEXTS: FieldTexts = { capacity: "", destination: "", vehicle: "", description: "" };

/** The most signs that each text takes. */
export const CHARS_MAX = {
  number: LIMITS.billNumberCharsMax,
  destination: LIMITS.destinationCharsMax,
  vehicle: LIMITS.vehicleCharsMax,
  description: LIMITS.descriptionCharsMax,
} as const;

interface FieldsetProps {
  readonly words: Words;
  readonly texts: FieldTexts;
  readonly faults: FieldFaults;
  readonly idPrefix: string;
}

export const BillFieldset = ({ words, texts, faults, idPrefix }: FieldsetProps) => {
  const text = (name: "destination" | "vehicle" | "description") => ({
    ...{ words, name, id: `${idPrefix}-${name}`, label: words.bill[name], value: texts[name], fault: faults[name] },
    charsMax: CHARS_MAX[name],
  });
  return (
    <>
      <FormField
        {...{ words, id: `${idPrefix}-capacity`, name: "capacity", fault: faults.capacity, value: texts.capacity }}
        label={words.bill.capacity}
        hint={words.bill.capacityHint}
        isNumber
      />
      <FormField {...text("destination")} />
      <FormField {...text("vehicle")} />
      <FormField {...text("description")} isWhole />
    </>
  );
};

export interface FormFieldProps {
  readonly words: Words;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly fault: FieldFault | undefined;
  readonly hint?: string;
  readonly charsMax?: number;
  readonly isWhole?: boolean;
  /** A whole number up to what a bill takes, and never empty. */
  readonly isNumber?: boolean;
  readonly isRequired?: boolean;
  /** A scanner types into it: its Enter goes on to the next field, see `static/js/next_field.ts`. */
  readonly isScanned?: boolean;
  readonly hasFocus?: boolean;
  /** The id of a list of proposals. */
  readonly list?: string;
  readonly children?: Child;
}

export const FormField = (props: FormFieldProps) => {
  const { words, id, label, fault, hint, charsMax = 0, isWhole = false, children } = props;
  return (
    <p class={isWhole ? "field whole" : "field"}>
      <label for={id}>{label}</label>
      <FormInput {...props} />
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      {fault && (
        <span class="field-error" id={`${id}-fault`}>
          <Icon name="warning" small />
          {faultOf(words, props.name, fault, charsMax)}
        </span>
      )}
      {children}
    </p>
  );
};

const FormInput = (props: FormFieldProps) => {
  const { id, fault, hint, charsMax, isNumber = false } = props;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter((one) => one).join(" ");
  return (
    <input
      class="input"
      id={id}
      name={props.name}
      value={props.value}
      type={isNumber ? "number" : "text"}
      inputmode={isNumber ? "numeric" : undefined}
      min={isNumber ? "1" : undefined}
      max={isNumber ? String(LIMITS.billCapacityMax) : undefined}
      maxlength={charsMax}
      required={isNumber || props.isRequired}
      list={props.list}
      autofocus={props.hasFocus}
      aria-invalid={fault ? "true" : undefined}
      aria-describedby={described || undefined}
      data-enter={props.isScanned ? "next" : undefined}
    />
  );
};

function faultOf({ billFaults, billMove }: Words, name: string, fault: FieldFault, charsMax: number): string {
  if (fault === "too_long") return billFaults.tooLong(charsMax);
  if (fault === "taken") return billFaults.numberTaken;
  if (name === "number") return billFaults.numberWrong;
  if (name === "reason") return billFaults.reasonMissing;
  if (name === "target") return billMove.targetMissing;
  return fault === "missing" ? billFaults.capacityMissing : billFaults.capacityWrong;
}
