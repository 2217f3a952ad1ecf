// Talks with the backend. Every change carries the proof that the backend gave to this page.

let proof = null;

export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const headers = {};
  if (proof !== null && method !== "GET") {
    headers["X-CSRF-Token"] = proof;
  }
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body });
  } catch {
    throw new Problem(0, "FailDaily can’t be reached. Are you online?");
  }
  if (response.status === 204) {
    return null;
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(response.status, answer.error ?? "Something went wrong.");
  }
  return answer;
}

async function entering(promise) {
  const presence = await promise;
  proof = presence.csrf ?? null;
  return presence.account ?? null;
}

export const presence = () => entering(call("GET", "/api/session"));
export const register = (name, password) => entering(call("POST", "/api/accounts", { name, password }));
export const logIn = (name, password) => entering(call("POST", "/api/session", { name, password }));

export async function logOut() {
  await call("DELETE", "/api/session");
  proof = null;
}

export function fails({ category, mine, before }) {
  const query = new URLSearchParams();
  if (category) query.set("category", category);
  if (mine) query.set("mine", "1");
  if (before) query.set("before", before);
  return call("GET", "/api/fails?" + query);
}

export const categories = () => call("GET", "/api/categories");
export const post = (form) => call("POST", "/api/fails", form);
export const remove = (id) => call("DELETE", `/api/fails/${id}`);
export const courage = (id, wished) => call(wished ? "PUT" : "DELETE", `/api/fails/${id}/courage`);
export const comments = async (id) => (await call("GET", `/api/fails/${id}/comments`)).comments;
export const comment = (id, text) => call("POST", `/api/fails/${id}/comments`, { text });
export const removeComment = (id) => call("DELETE", `/api/comments/${id}`);
