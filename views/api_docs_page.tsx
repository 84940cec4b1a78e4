/** `/api/docs`: the API's document for people, found through by the browser's own search. Works without script. */
import type { ApiDocument, ApiOperation, JsonSchema } from "../domain/api_document.ts";
import { OperationCard } from "./api_docs_operation.tsx";
import { Fields, fieldsOf, shapeId, typeOf } from "./api_docs_schema.tsx";
import type { PageContext } from "./context.ts";
import { Icon, Logo } from "./icons.tsx";
import { Document, ThemeForm } from "./layout.tsx";
import { Marked } from "./marked.tsx";
import { apiDocs as words } from "./words/en_api_docs.ts";

interface DocsProps {
  readonly context: PageContext;
  readonly document: ApiDocument;
  /** Where examples are sent to. */
  readonly origin: string;
}

interface Told {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

export const ApiDocsPage = ({ context, document, origin }: DocsProps) => {
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Told => ({ method, path, operation }))
  );
  const groups = document.tags.map((tag) => ({
    ...tag,
    told: told.filter(({ operation }) => operation.tags[0] === tag.name),
  }))
    .filter((group) => group.told.length > 0);
  return (
    <Document context={context} title={words.title} bodyClass="api-docs">
      <a class="skip" href="#main">{context.words.frame.skip}</a>
      <header class="topbar">
        <a class="brand" href="/">
          <Logo />
          <span>{context.words.frame.product}</span>
        </a>
      </header>
      <main class="page" id="main" tabindex={-1}>
        <Intro document={document} />
        <Contents groups={groups} />
        {groups.map((group) => (
          <section class="api-group" id={group.name} aria-labelledby={`${group.name}-title`}>
            <h2 id={`${group.name}-title`}>{group.name}</h2>
            <p>{group.description}</p>
            {group.told.map((one) => <OperationCard {...one} origin={origin} common={document.components.responses} />)}
          </section>
        ))}
        <Shapes shapes={document.components.schemas} />
      </main>
      <footer class="api-foot">
        <ThemeForm context={context} />
      </footer>
    </Document>
  );
};

const Intro = ({ document }: { readonly document: ApiDocument }) => (
  <>
    <div class="page-head">
      <h1>{words.heading}</h1>
      <span class="row">
        <a class="btn" href="/api/openapi.json">
          <Icon name="download" />
          {words.document}
        </a>
        <a class="btn" href="/tokens">{words.tokens}</a>
      </span>
    </div>
    <section class="card">
      <div class="card-body stack api-intro">
        <Marked text={document.info.description} />
      </div>
    </section>
  </>
);

const Contents = (
  { groups }: { readonly groups: readonly { readonly name: string; readonly told: readonly Told[] }[] },
) => (
  <nav class="card api-contents" aria-labelledby="api-contents">
    <h2 class="card-head" id="api-contents">{words.contents}</h2>
    <div class="card-body">
      {groups.map(({ name, told }) => (
        <section>
          <h3>
            <a href={`#${name}`}>{name}</a>
          </h3>
          <ul>
            {told.map(({ method, path, operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>
                  {operation.summary}
                  <span class="table-note">{method.toUpperCase()} {path}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  </nav>
);

const Shapes = ({ shapes }: { readonly shapes: Readonly<Record<string, JsonSchema>> }) => (
  <section class="api-group" id="shapes" aria-labelledby="shapes-title">
    <h2 id="shapes-title">{words.shapes}</h2>
    <p>{words.shapesSay}</p>
    {Object.entries(shapes).map(([name, schema]) => (
      <article class="card" id={shapeId(name)} aria-labelledby={`${shapeId(name)}-name`}>
        <h3 class="card-head" id={`${shapeId(name)}-name`}>{name}</h3>
        {schema.properties
          ? <Fields caption={name} fields={fieldsOf(schema)} />
          : <Alternatives name={name} schema={schema} />}
      </article>
    ))}
  </section>
);

/** A shape that is one of several: each with its fields. */
const Alternatives = ({ name, schema }: { readonly name: string; readonly schema: JsonSchema }) => {
  const choices = (schema.anyOf ?? schema.oneOf ?? []) as readonly JsonSchema[];
  const isWritten = choices.some((one) => one.properties);
  if (!isWritten) return <p class="card-body api-media">{typeOf(schema)}</p>;
  return <>{choices.map((one, place) => <Fields caption={`${name} ${place + 1}`} fields={fieldsOf(one)} />)}</>;
};
