type Bridge = { readonly invoke: (name: string, parameters: Readonly<Record<string, string>>, done: () => void) => void };
type Transfer = { readonly merchantId: string; readonly appId: string; readonly package: string };

const hasBridge = (page: object): page is { readonly WeixinJSBridge: Bridge } => "WeixinJSBridge" in page;

/** Pages that run in WeChat can open its own sheets; any other page cannot. */
export const isInWechat = (): boolean => /MicroMessenger/i.test(navigator.userAgent);

/** WeChat's sheet on which the buyer takes a transfer. What became of it is told by the gateway, not by the sheet. */
export const confirmTransfer = ({ merchantId, appId, package: opens }: Transfer): void => {
  if (!hasBridge(window)) return;
  window.WeixinJSBridge.invoke("requestMerchantTransfer", { mchId: merchantId, appId, package: opens }, () => undefined);
};
