/** Addresses of pages. A code or a number may hold anything, a slash included. */
export const bagPath = (code: string): string => `/bags/${encodeURIComponent(code)}`;
export const billPath = (number: string): string => `/bills/${encodeURIComponent(number)}`;
export const userPath = (username: string): string => `/users/${encodeURIComponent(username)}`;
export const badgePath = (username: string): string => `/users/${encodeURIComponent(username)}/badge`;
export const importPath = (id: number): string => `/imports/${id}`;

/** An address with these fields of the query set; empty ones are left out. */
export function withQuery(path: string, fields: Readonly<Record<string, string | null>>): string {
  const [bare = "", present = ""] = path.split("?");
  const query = new URLSearchParams(present);
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? bare : `${bare}?${text}`;
}
