import { createChance } from "@amends/demo/chance";
import { drawPhoto } from "@amends/demo/draw-photo";
import { inspectContent } from "@amends/evidence-store/content/inspect-content";
import { expect, it } from "vitest";

it("a drawn photo is a picture the door lets in, and the same chance draws the same", () => {
  for (const subject of ["fruit", "torn_box", "scratched"] as const) {
    const photo = drawPhoto(subject, createChance(7));
    expect(inspectContent(Uint8Array.from(photo))).toMatchObject({ contentType: "image/png" });
    expect(drawPhoto(subject, createChance(7))).toEqual(photo);
    expect(photo.length).toBeLessThan(60_000);
  }
});
