import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button, Input, type InputRef, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { type Command, isNumber, matching } from "./commands.ts";
import { caseOf, findByNumber, type Hit, isHandedOver } from "./find-by-number.ts";
import { keepRecentCase } from "./recent-cases.ts";
import { useCommands } from "./use-commands.ts";
import { useHitName } from "./use-hit-name.ts";

const SHOWN_MAX = 12;

/** ⌘K goes to any page, does what the desk offers, opens a case looked at before, and finds by a number somebody reads out. One hit opens by itself. */
export const SearchBox = ({ actions }: { readonly actions: readonly Command[] }) => {
  const { search } = useConsoleWords();
  const navigate = useNavigate();
  const { caseId } = useParams({ strict: false });
  const input = useRef<InputRef>(null);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const nameOf = useHitName();
  const close = (): void => {
    setOpen(false);
    setTyped("");
    find.reset();
  };
  const openHit = async (hit: Hit): Promise<void> => {
    const found = await caseOf(hit);
    if (found === null && !(hit.kind === "order" && (await isHandedOver(hit.orderId)))) return;
    close();
    if (found !== null) await navigate({ to: "/cases/$caseId", params: { caseId: found }, search: {} });
    else if (hit.kind === "order") await navigate({ to: "/orders/$orderId/hand-over", params: { orderId: hit.orderId } });
  };
  const find = useMutation({
    mutationFn: findByNumber,
    onSuccess: ({ hits }) => {
      const [only, ...others] = hits;
      if (only !== undefined && others.length === 0) void openHit(only);
    },
  });
  const commands = matching(useCommands(isOpen, typed, actions), typed).slice(0, SHOWN_MAX);
  const byNumber =
    typed.trim() === "" ? [] : [{ key: "number", name: search.byNumber(typed.trim()), run: () => find.mutate(typed.trim()) }];
  const items = isNumber(typed) ? [...byNumber, ...commands] : [...commands, ...byNumber];
  const run = (index: number): void => {
    const item = items[index];
    item?.run();
    if (item !== undefined && item.key !== "number") close();
  };
  useEffect(() => {
    if (caseId !== undefined) keepRecentCase(caseId);
  }, [caseId]);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  return (
    <>
      <Button className="search-button" onClick={() => setOpen(true)} aria-keyshortcuts="Meta+K Control+K">
        {search.open} <kbd>⌘K</kbd>
      </Button>
      <Modal
        open={isOpen}
        title={search.open}
        footer={null}
        destroyOnHidden
        onCancel={close}
        afterOpenChange={isShown => isShown && input.current?.focus()}
      >
        <Input
          ref={input}
          size="large"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls="commands"
          aria-activedescendant={`command-${chosen}`}
          aria-label={search.placeholder}
          placeholder={search.placeholder}
          value={typed}
          onChange={event => {
            setTyped(event.target.value);
            setChosen(0);
            find.reset();
          }}
          onKeyDown={event => {
            const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (step !== 0) {
              event.preventDefault();
              setChosen((chosen + step + items.length) % Math.max(items.length, 1));
            }
          }}
          onPressEnter={() => run(chosen)}
        />
        <p className="quiet">{search.hint}</p>
        <ul id="commands" className="commands">
          {items.map((item, index) => (
            <li key={item.key} id={`command-${index}`} data-chosen={index === chosen}>
              <Button type="text" block loading={item.key === "number" && find.isPending} onClick={() => run(index)}>
                {item.name} {"kind" in item && <span className="quiet">{search.kinds[item.kind]}</span>}
              </Button>
            </li>
          ))}
        </ul>
        {find.error !== null && <ErrorLine error={find.error} />}
        {find.data?.hits.length === 0 && <p role="status">{find.data.wrongCheckDigit ? search.wrongDigit : search.nothing}</p>}
        <ul className="hits">
          {find.data?.hits.map(hit => (
            <li key={JSON.stringify(hit)}>
              <Button type="text" block onClick={() => void openHit(hit)}>
                {nameOf(hit)} <span className="quiet">{search.by[hit.by]}</span>
              </Button>
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
};
