import assert from "node:assert/strict";
import { test } from "node:test";

import { noFilters, readRequest, writeRequest } from "../../docs/assets/scripts/search-request.js";

test("a request is the same after it was written into an address", () => {
  for (const address of ["", "?q=%E8%8A%AF%E7%89%87", "?q=AI&kind=block&kind=position&round=7&group=round&show=20"]) {
    assert.equal(writeRequest(readRequest(address)), address);
  }
});

test("filters that come several times are all kept", () => {
  const { filters } = readRequest("?round=7&round=3&side=cn");
  assert.deepEqual(filters, { ...noFilters(), round: new Set(["7", "3"]), side: new Set(["cn"]) });
});

test("what an address cannot mean is ignored", () => {
  const { query, show, isGrouped } = readRequest("?q=%20%20&show=-3&group=topic");
  assert.deepEqual([query, show, isGrouped], ["", 0, false]);
  assert.equal(readRequest("?show=many").show, 0);
});
