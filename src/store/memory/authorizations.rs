//! Grants and what leads to them.

use async_trait::async_trait;

use super::MemoryStore;
use crate::model::authorization::DeviceDecision;
use crate::model::{
    AuthorizationCode, ClientId, DeviceAuthorization, EndReason, Grant, GrantId, Lifetime,
    NewAuthorizationCode, NewSession, PushedRequest, Session, SessionId, Timestamp, TokenHash,
};
use crate::store::{
    AuthorizationStore, CodeIssued, CodeSpend, Created, DevicePoll, GrantFilter, Rotation,
    StoreError,
};

#[async_trait]
impl AuthorizationStore for MemoryStore {
    async fn put_authorization_code(
        &self,
        _code: &NewAuthorizationCode,
        _new_grant: &GrantId,
    ) -> Result<CodeIssued, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn authorization_code(
        &self,
        _hash: &TokenHash,
    ) -> Result<Option<AuthorizationCode>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn redeem_code(
        &self,
        _hash: &TokenHash,
        _session: &NewSession,
        _now: Timestamp,
    ) -> Result<CodeSpend, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn grant(&self, _id: &GrantId) -> Result<Option<Grant>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn grants(&self, _which: &GrantFilter, _limit: usize) -> Result<Vec<Grant>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn end_grants(
        &self,
        _which: &GrantFilter,
        _reason: EndReason,
        _now: Timestamp,
    ) -> Result<u64, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn create_session(&self, _session: &Session) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn extend_session(
        &self,
        _id: &SessionId,
        _presented: u64,
        _idle: Lifetime,
        _now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn put_pushed_request(&self, _request: &PushedRequest) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn pushed_request(
        &self,
        _hash: &TokenHash,
        _now: Timestamp,
    ) -> Result<Option<PushedRequest>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn put_device(&self, _device: &DeviceAuthorization) -> Result<Created, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn device_by_user_code(
        &self,
        _user_code: &str,
        _now: Timestamp,
    ) -> Result<Option<DeviceAuthorization>, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn decide_device(
        &self,
        _user_code: &str,
        _decision: &DeviceDecision,
        _now: Timestamp,
    ) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn poll_device(
        &self,
        _hash: &TokenHash,
        _client: &ClientId,
        _session: &NewSession,
        _new_grant: &GrantId,
        _now: Timestamp,
    ) -> Result<DevicePoll, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }

    async fn note_assertion(
        &self,
        _client: &ClientId,
        _jti: &TokenHash,
        _expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("not built yet".into()))
    }
}
