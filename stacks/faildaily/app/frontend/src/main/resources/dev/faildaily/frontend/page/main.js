// Puts the parts of the page together.

import * as account from "./account.js";
import * as api from "./api.js";
import * as compose from "./compose.js";
import { find, problem } from "./dom.js";
import * as feed from "./feed.js";

try {
  const [categories] = await Promise.all([api.categories(), account.start()]);
  compose.start(categories, feed.put);
  await feed.start(categories);
} catch (refused) {
  problem(find("nothing"), refused.message);
}
document.documentElement.dataset.ready = "true";
