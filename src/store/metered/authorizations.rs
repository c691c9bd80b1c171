//! The part of `MeteredStore` that asks for grants and what leads to them.

use async_trait::async_trait;

use super::MeteredStore;
use crate::model::authorization::DeviceDecision;
use crate::model::{
    AuthorizationCode, ClientId, DeviceAuthorization, EndReason, Grant, GrantId, Lifetime,
    NewAuthorizationCode, NewSession, PushedRequest, Session, SessionId, Timestamp, TokenHash,
};
use crate::store::{
    AuthorizationStore, CodeIssued, CodeSpend, Created, DevicePoll, GrantFilter, Rotation,
    StoreError,
};
use crate::telemetry::StoreOperation as Op;

#[async_trait]
impl AuthorizationStore for MeteredStore {
    async fn put_authorization_code(
        &self,
        code: &NewAuthorizationCode,
        new_grant: &GrantId,
    ) -> Result<CodeIssued, StoreError> {
        self.timed(
            Op::PutAuthorizationCode,
            self.store.put_authorization_code(code, new_grant),
        )
        .await
    }

    async fn authorization_code(
        &self,
        hash: &TokenHash,
    ) -> Result<Option<AuthorizationCode>, StoreError> {
        self.timed(Op::AuthorizationCode, self.store.authorization_code(hash))
            .await
    }

    async fn redeem_code(
        &self,
        hash: &TokenHash,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<CodeSpend, StoreError> {
        self.timed(Op::RedeemCode, self.store.redeem_code(hash, session, now))
            .await
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, StoreError> {
        self.timed(Op::Grant, self.store.grant(id)).await
    }

    async fn grants(&self, which: &GrantFilter, limit: usize) -> Result<Vec<Grant>, StoreError> {
        self.timed(Op::Grants, self.store.grants(which, limit))
            .await
    }

    async fn end_grants(
        &self,
        which: &GrantFilter,
        reason: EndReason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        self.timed(Op::EndGrants, self.store.end_grants(which, reason, now))
            .await
    }

    async fn create_session(&self, session: &Session) -> Result<Created, StoreError> {
        self.timed(Op::CreateSession, self.store.create_session(session))
            .await
    }

    async fn extend_session(
        &self,
        id: &SessionId,
        presented: u64,
        idle: Lifetime,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        self.timed(
            Op::ExtendSession,
            self.store.extend_session(id, presented, idle, now),
        )
        .await
    }

    async fn put_pushed_request(&self, request: &PushedRequest) -> Result<Created, StoreError> {
        self.timed(Op::PutPushedRequest, self.store.put_pushed_request(request))
            .await
    }

    async fn pushed_request(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<PushedRequest>, StoreError> {
        self.timed(Op::PushedRequest, self.store.pushed_request(hash, now))
            .await
    }

    async fn put_device(&self, device: &DeviceAuthorization) -> Result<Created, StoreError> {
        self.timed(Op::PutDevice, self.store.put_device(device))
            .await
    }

    async fn device_by_user_code(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Result<Option<DeviceAuthorization>, StoreError> {
        self.timed(
            Op::DeviceByUserCode,
            self.store.device_by_user_code(user_code, now),
        )
        .await
    }

    async fn decide_device(
        &self,
        user_code: &str,
        decision: &DeviceDecision,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.timed(
            Op::DecideDevice,
            self.store.decide_device(user_code, decision, now),
        )
        .await
    }

    async fn poll_device(
        &self,
        hash: &TokenHash,
        client: &ClientId,
        session: &NewSession,
        new_grant: &GrantId,
        now: Timestamp,
    ) -> Result<DevicePoll, StoreError> {
        self.timed(
            Op::PollDevice,
            self.store
                .poll_device(hash, client, session, new_grant, now),
        )
        .await
    }

    async fn note_assertion(
        &self,
        client: &ClientId,
        jti: &TokenHash,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.timed(
            Op::NoteAssertion,
            self.store.note_assertion(client, jti, expires_at),
        )
        .await
    }
}
