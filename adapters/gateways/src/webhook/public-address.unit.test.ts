import { describe, expect, test } from "vitest";
import { isPublicAddress } from "./public-address.ts";

describe("an address of the machine itself, of its network or of no one is not public", () => {
  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.7",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "localhost",
    "",
    "1.2.3",
  ])("%s", address => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "223.5.5.5", "2606:4700:4700::1111", "2400:3200::1"])(
  "%s is public",
  address => {
    expect(isPublicAddress(address)).toBe(true);
  },
);
