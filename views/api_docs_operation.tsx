/** One operation on `/api/docs`: what is sent, an example, what comes back. */
import type { ApiDocument, ApiMedia, ApiOperation, ApiResponse, JsonSchema } from "../domain/api_document.ts";
import { curlOf } from "./api_docs_curl.ts";
import { Fields, fieldsOf, nameOf, typeOf } from "./api_docs_schema.tsx";
import { inline, Marked } from "./marked.tsx";
import { apiDocs as words } from "./words/en_api_docs.ts";

export interface OperationProps {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
  readonly origin: string;
  /** What many operations answer with, by name. */
  readonly common: ApiDocument["components"]["responses"];
}

export const OperationCard = (props: OperationProps) => {
  const { method, path, operation } = props;
  return (
    <article class="card api-operation" id={operation.operationId} aria-labelledby={`${operation.operationId}-name`}>
      <header class="card-head">
        <h3 id={`${operation.operationId}-name`}>
          <a href={`#${operation.operationId}`}>{operation.summary}</a>
        </h3>
        <code class="api-path">
          <b class={`api-method api-method--${method}`}>{method.toUpperCase()}</b> {path}
        </code>
      </header>
      <div class="card-body stack">
        <Marked text={operation.description} />
        <Parameters {...props} />
        <Body {...props} />
        <h4>{words.example}</h4>
        <pre
          class="api-code"
          tabindex={0}
          role="group"
          aria-label={words.exampleOf(operation.summary)}
        ><code>{curlOf(props)}</code></pre>
        <h4>{words.answers}</h4>
        <dl class="api-answers">
          {Object.entries(operation.responses).map(([status, response]) => (
            <Answer status={status} response={"$ref" in response ? props.common[nameOf(response.$ref)]! : response} />
          ))}
        </dl>
      </div>
    </article>
  );
};

const Parameters = ({ operation: { parameters } }: OperationProps) =>
  parameters.length === 0 ? null : (
    <>
      <h4>{words.parameters}</h4>
      <Fields
        caption={words.parameters}
        fields={parameters.map((one) => ({
          name: one.name,
          schema: { ...one.schema, description: `${words.places[one.in]}. ${one.description}` },
          isRequired: one.required,
        }))}
      />
    </>
  );

const Body = ({ operation: { requestBody } }: OperationProps) =>
  !requestBody ? null : (
    <>
      {Object.entries(requestBody.content).map(([type, { schema }]) => (
        <>
          <h4>{type === "application/json" ? words.body : words.form}</h4>
          <Fields caption={words.body} fields={fieldsOf(schema)} />
        </>
      ))}
    </>
  );

const Answer = ({ status, response }: { readonly status: string; readonly response: ApiResponse }) => (
  <>
    <dt class={Number(status) < 400 ? "api-good" : "api-bad"}>
      <span class="visually-hidden">{words.answer(status)}</span>
      <span aria-hidden="true">{status}</span>
    </dt>
    <dd>
      <Marked text={response.description} />
      {Object.entries(response.content ?? {}).map(([type, media]) => <Media type={type} media={media} />)}
    </dd>
  </>
);

const Media = ({ type, media }: { readonly type: string; readonly media: ApiMedia }) => (
  <p class="api-media">
    {type === "application/json" ? typeOf(mainOf(media.schema)) : inline(`\`${type}\``)}
  </p>
);

/** Of a shape that is narrowed to some codes, the shape: the codes are told of beside it. */
const mainOf = (schema: JsonSchema): JsonSchema => (schema.allOf as readonly JsonSchema[] | undefined)?.[0] ?? schema;
