import type { InspectionGrade } from "@amends/domain/case/case-state";
import { INSPECTION_GRADES } from "@amends/domain/case/case-state";
import { ProblemError } from "@amends/sdk/problem-error";
import { ErrorLine } from "@amends/ui/components/states";
import { fenOf } from "@amends/ui/format/yuan";
import { Button, Checkbox, Form, Input, InputNumber, Radio, type RadioRef, Select } from "antd";
import type { ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { useCommand } from "./api/use-command.ts";
import { FREIGHT, type FreightBy, FreightChoice } from "./freight-choice.tsx";
import type { OfferedAction } from "./staff-actions.ts";

type Props = { readonly shown: CaseDetail; readonly meaning: string; readonly onClose: () => void };

export const ActionForm = ({ offered: { action, stepNo }, ...props }: Props & { readonly offered: OfferedAction }) => {
  const { caseId, version } = props.shown;
  const at = { params: { caseId }, ifMatch: version };
  switch (action) {
    case "approve":
      return <Confirm {...props} carryOut={idempotencyKey => client.approveCase({ ...at, body: {}, idempotencyKey })} />;
    case "withdraw":
      return <Confirm {...props} carryOut={idempotencyKey => client.withdrawCase({ ...at, body: {}, idempotencyKey })} />;
    case "bookAgain":
      return <Confirm {...props} carryOut={idempotencyKey => client.requestPickup({ ...at, body: {}, idempotencyKey })} />;
    case "retry":
      return <Confirm {...props} carryOut={idempotencyKey => client.retryStep({ ...at, body: { stepNo }, idempotencyKey })} />;
    case "reject":
      return <RejectForm {...props} />;
    case "offer":
      return <OfferForm {...props} />;
    case "receive":
      return <ReceiveForm {...props} />;
    case "inspect":
      return <InspectForm {...props} />;
    case "sendBack":
      return <SendBackForm {...props} />;
    case "settleByHand":
      return <SettleForm {...props} stepNo={stepNo} />;
  }
};

type CommandProps = Props & {
  readonly carryOut: (idempotencyKey: string) => Promise<unknown>;
  readonly isReady?: boolean;
  readonly children?: ReactNode;
};

/** What it does, what it needs, one button. */
const Confirm = ({ meaning, onClose, carryOut, isReady = true, children }: CommandProps) => {
  const { action } = useConsoleWords();
  const command = useCommand(carryOut, onClose);
  const isStale = command.error instanceof ProblemError && command.error.code === "stale_version";
  return (
    <Form layout="vertical" onFinish={() => command.mutate()}>
      <p className="quiet">{meaning}</p>
      {children}
      {isStale ? <p className="error-line">{action.stale}</p> : command.error !== null && <ErrorLine error={command.error} />}
      <div className="row">
        <Button onClick={onClose}>{action.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={command.isPending} disabled={!isReady} autoFocus>
          {action.confirm}
        </Button>
      </div>
    </Form>
  );
};

const RejectForm = (props: Props) => {
  const { action, rejection } = useConsoleWords();
  const [reason, setReason] = useState<string | null>(null);
  const first = useRef<RadioRef>(null);
  useEffect(() => first.current?.focus(), []);
  const { caseId, version } = props.shown;
  return (
    <Confirm
      {...props}
      isReady={reason !== null}
      carryOut={idempotencyKey =>
        client.rejectCase({ params: { caseId }, ifMatch: version, body: { reason: reason ?? "" }, idempotencyKey })
      }
    >
      <Form.Item label={action.rejectReason}>
        <Radio.Group
          className="choices"
          aria-label={action.rejectReason}
          value={reason}
          onChange={({ target }) => setReason(String(target.value))}
        >
          {Object.entries(rejection).map(([value, label], index) => (
            <Radio key={value} value={value} {...(index === 0 ? { ref: first } : {})}>
              {label}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
    </Confirm>
  );
};

const OfferForm = (props: Props) => {
  const { action } = useConsoleWords();
  const [typed, setTyped] = useState("");
  const [keepGoods, setKeepGoods] = useState(true);
  const [freightBy, setFreightBy] = useState<FreightBy>("unsaid");
  const amountMinor = fenOf(typed);
  const { caseId, version, refund } = props.shown;
  return (
    <Confirm
      {...props}
      isReady={amountMinor !== null}
      carryOut={idempotencyKey =>
        client.offerOnCase({
          params: { caseId },
          ifMatch: version,
          body: {
            amount: { amountMinor: amountMinor ?? 0n, currency: refund.currency },
            keepGoods,
            ...(keepGoods ? {} : FREIGHT[freightBy]),
          },
          idempotencyKey,
        })
      }
    >
      <Form.Item
        label={action.amount}
        {...(typed !== "" && amountMinor === null ? { validateStatus: "error" as const, help: action.amountInvalid } : {})}
      >
        <Input
          aria-label={action.amount}
          prefix="¥"
          inputMode="decimal"
          value={typed}
          onChange={event => setTyped(event.target.value)}
          autoFocus
        />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={keepGoods} onChange={event => setKeepGoods(event.target.checked)}>
          {action.keepGoods}
        </Checkbox>
      </Form.Item>
      {!keepGoods && <FreightChoice by={freightBy} onChoose={setFreightBy} />}
    </Confirm>
  );
};

const ReceiveForm = (props: Props) => {
  const { action } = useConsoleWords();
  const { caseId, version, lines } = props.shown;
  const [counts, setCounts] = useState(
    () => new Map(lines.map(({ lineNo, quantity, receivedQuantity }) => [lineNo, quantity - receivedQuantity])),
  );
  const [wrongGoods, setWrongGoods] = useState(false);
  return (
    <Confirm
      {...props}
      carryOut={idempotencyKey =>
        client.receiveReturn({
          params: { caseId },
          ifMatch: version,
          body: { lines: [...counts].map(([lineNo, quantity]) => ({ lineNo, quantity })), wrongGoods },
          idempotencyKey,
        })
      }
    >
      {lines.map(({ lineNo, name, quantity }) => (
        <Form.Item key={lineNo} label={`${name} · ${action.quantity}`}>
          <InputNumber
            aria-label={`${name} ${action.quantity}`}
            min={0}
            max={quantity}
            value={counts.get(lineNo) ?? 0}
            onChange={count => setCounts(new Map(counts).set(lineNo, count ?? 0))}
          />
        </Form.Item>
      ))}
      <Form.Item>
        <Checkbox checked={wrongGoods} onChange={event => setWrongGoods(event.target.checked)}>
          {action.wrongGoods}
        </Checkbox>
      </Form.Item>
    </Confirm>
  );
};

type Inspected = {
  readonly grade: InspectionGrade;
  readonly good: number;
  readonly damaged: number;
  readonly missing: number;
  readonly wrong: number;
};
const COUNTS = ["good", "damaged", "missing", "wrong"] as const;

const InspectForm = (props: Props) => {
  const { action, grade } = useConsoleWords();
  const { caseId, version, lines } = props.shown;
  const [found, setFound] = useState(
    () =>
      new Map<number, Inspected>(
        lines.map(({ lineNo, receivedQuantity }) => [lineNo, { grade: "a", good: receivedQuantity, damaged: 0, missing: 0, wrong: 0 }]),
      ),
  );
  return (
    <Confirm
      {...props}
      carryOut={idempotencyKey =>
        client.inspectReturn({
          params: { caseId },
          ifMatch: version,
          body: { lines: [...found].map(([lineNo, inspected]) => ({ lineNo, ...inspected })) },
          idempotencyKey,
        })
      }
    >
      {[...found].map(([lineNo, inspected]) => (
        <fieldset key={lineNo} className="inspected">
          <legend>{lines.find(line => line.lineNo === lineNo)?.name}</legend>
          <Select
            aria-label={action.grade}
            value={inspected.grade}
            onChange={next => setFound(new Map(found).set(lineNo, { ...inspected, grade: next }))}
            options={INSPECTION_GRADES.map(value => ({ value, label: grade[value] }))}
          />
          {COUNTS.map(name => (
            <label key={name} htmlFor={`${name}-${lineNo}`}>
              {action[name]}
              <InputNumber
                id={`${name}-${lineNo}`}
                min={0}
                value={inspected[name]}
                onChange={count => setFound(new Map(found).set(lineNo, { ...inspected, [name]: count ?? 0 }))}
              />
            </label>
          ))}
        </fieldset>
      ))}
    </Confirm>
  );
};

const SendBackForm = (props: Props) => {
  const { action } = useConsoleWords();
  const [carrier, setCarrier] = useState("");
  const [trackingNo, setTrackingNo] = useState("");
  const { caseId, version } = props.shown;
  return (
    <Confirm
      {...props}
      isReady={carrier.trim() !== "" && trackingNo.trim() !== ""}
      carryOut={idempotencyKey =>
        client.sendBackToBuyer({
          params: { caseId },
          ifMatch: version,
          body: { carrier: carrier.trim(), trackingNo: trackingNo.trim() },
          idempotencyKey,
        })
      }
    >
      <Form.Item label={action.carrier}>
        <Input aria-label={action.carrier} value={carrier} onChange={event => setCarrier(event.target.value)} autoFocus />
      </Form.Item>
      <Form.Item label={action.trackingNo}>
        <Input aria-label={action.trackingNo} value={trackingNo} onChange={event => setTrackingNo(event.target.value)} />
      </Form.Item>
    </Confirm>
  );
};

const SettleForm = ({ stepNo, ...props }: Props & { readonly stepNo: number }) => {
  const { action } = useConsoleWords();
  const [gatewayRef, setRef] = useState("");
  const { caseId, version } = props.shown;
  return (
    <Confirm
      {...props}
      isReady={gatewayRef.trim() !== ""}
      carryOut={idempotencyKey =>
        client.settleByHand({ params: { caseId }, ifMatch: version, body: { stepNo, gatewayRef: gatewayRef.trim() }, idempotencyKey })
      }
    >
      <Form.Item label={action.gatewayRef}>
        <Input aria-label={action.gatewayRef} value={gatewayRef} onChange={event => setRef(event.target.value)} autoFocus />
      </Form.Item>
    </Confirm>
  );
};
